import { assert } from '../../core/assert.js';
import type {
  AdjustVerdict,
  CommitVerdict,
  ExpireVerdict,
  ExtendVerdict,
  Refused,
  RefusalReason,
  ReleaseVerdict,
  ReserveVerdict,
  ResolveReviewVerdict,
  RestoreVerdict,
  SetEpochVerdict,
  SetModeVerdict,
  SignalVerdict,
  SupersedeVerdict,
} from '../../stock/verdict.js';
import { readMode } from './read-mode.js';
import { readLines, readRescueRefusal, readRefusal, readState } from './refusals.js';
import { readNumber, readReply, type Reply } from './reply-fields.js';
import { RS } from './separators.js';

/** A reply of one operation as the script sent it: a status, a status with details, or the expiry of a new reservation. */
export type RawReply = string | number;

/** Statuses are below, every instant since 1970-01-12 is above. */
const EXPIRY_MIN = 1_000_000_000;

/** Reads the reply to `reserve` and `supersede`. */
export function readReserve(raw: RawReply): SupersedeVerdict {
  // NaN for a status with details. A client may be told to hand numbers over as text.
  const expiresAt = Number(raw);
  if (expiresAt >= EXPIRY_MIN) return { kind: 'reserved', expiresAt };
  const reply = readReply(raw);
  if (reply.status === 'replayed') {
    const [state, until] = reply.fields;
    return { kind: 'replayed', state: readState(state), expiresAt: readNumber(until) };
  }
  return conflictOf(reply) ?? refusedBy(reply);
}

/** The reply to `reserve`, which cannot be about another reservation. */
export function readPlainReserve(raw: RawReply): ReserveVerdict {
  const verdict = readReserve(raw);
  if (verdict.kind !== 'refused') return verdict;
  assert(
    verdict.reason !== 'not_owner' && verdict.reason !== 'previous',
    'reserve was answered as supersede',
  );
  return verdict;
}

export function readExtend(raw: RawReply): ExtendVerdict {
  const reply = readReply(raw);
  if (reply.status === 'extended') return { kind: 'extended', expiresAt: readNumber(reply.fields[0]) };
  if (reply.status === 'expired' || reply.status === 'released') return { kind: reply.status };
  return refusedBy(reply);
}

export function readCommit(raw: RawReply): CommitVerdict {
  const reply = readReply(raw);
  const [first = ''] = reply.fields;
  switch (reply.status) {
    case 'committed':
      return { kind: 'committed', rescued: first === '1' };
    case 'already':
    case 'released':
      return { kind: reply.status };
    case 'duplicate_payment':
      return { kind: 'duplicate_payment', paymentRef: first };
    case 'price_changed':
      return { kind: 'price_changed', fingerprint: first };
    case 'expired':
      return { kind: 'expired', rescue: readRescueRefusal(reply.fields) };
    default:
      return refusedBy(reply);
  }
}

export function readRelease(raw: RawReply): ReleaseVerdict {
  const reply = readReply(raw);
  switch (reply.status) {
    case 'released':
    case 'use_restore':
    case 'unknown_id':
      return { kind: reply.status };
    case 'already': {
      const state = readState(reply.fields[0]);
      assert(state === 'released' || state === 'expired', 'release found a state that it cannot');
      return { kind: 'already', state };
    }
    default:
      return refusedBy(reply);
  }
}

export function readRestore(raw: RawReply): RestoreVerdict {
  const reply = readReply(raw);
  if (reply.status === 'already' || (reply.status === 'restored' && reply.fields.length > 0)) {
    return { kind: reply.status, remaining: readLines(reply.fields[0] ?? '') };
  }
  return conflictOf(reply) ?? refusedBy(reply);
}

export function readExpire(raw: RawReply): ExpireVerdict {
  const reply = readReply(raw);
  if (reply.status !== 'swept') return refusedBy(reply);
  return { kind: 'swept', expired: readNumber(reply.fields[0]), more: reply.fields[1] === '1' };
}

export function readAdjust(raw: RawReply): AdjustVerdict {
  const reply = readReply(raw);
  if (reply.status === 'changed' || reply.status === 'already') return { kind: reply.status };
  return conflictOf(reply) ?? refusedBy(reply);
}

export function readSetMode(raw: RawReply): SetModeVerdict {
  const reply = readReply(raw);
  if (reply.status === 'already') return { kind: 'already' };
  if (reply.status === 'changed') {
    const [previous, mode] = reply.fields;
    return { kind: 'changed', previous: readMode(previous), mode: readMode(mode) };
  }
  return refusedBy(reply);
}

export function readSetEpoch(raw: RawReply): SetEpochVerdict {
  const reply = readReply(raw);
  if (reply.status === 'already') return { kind: 'already' };
  if (reply.status === 'changed') {
    const [previous = ''] = reply.fields;
    return { kind: 'changed', previous: previous === '' ? undefined : readNumber(previous) };
  }
  return conflictOf(reply) ?? refusedBy(reply);
}

export function readSignal(raw: RawReply): SignalVerdict {
  const reply = readReply(raw);
  return reply.status === 'counted' ? { kind: 'counted' } : refusedBy(reply);
}

export function readResolveReview(raw: RawReply): ResolveReviewVerdict {
  const reply = readReply(raw);
  const [letter, until = ''] = reply.fields;
  switch (reply.status) {
    case 'resolved': {
      const state = readState(letter);
      assert(state === 'reserved' || state === 'released', 'a review was resolved to a state that it cannot');
      return { kind: 'resolved', state, expiresAt: until === '' ? undefined : readNumber(until) };
    }
    case 'already':
      return { kind: 'already', state: readState(letter) };
    case 'expired':
      return { kind: 'expired' };
    default:
      return refusedBy(reply);
  }
}

function conflictOf(
  reply: Reply,
): { readonly kind: 'conflict'; readonly fields: readonly string[] } | undefined {
  return reply.status === 'conflict'
    ? { kind: 'conflict', fields: (reply.fields[0] ?? '').split(RS) }
    : undefined;
}

/** Which reasons an operation may give is the script's own contract; the conformance suite holds it. */
function refusedBy<R extends RefusalReason>(reply: Reply): Refused<R> {
  const refusal = readRefusal(reply);
  assert(refusal !== undefined, `a script answered ${reply.status} where it cannot`);
  return { kind: 'refused', ...refusal } as Refused<R>;
}
