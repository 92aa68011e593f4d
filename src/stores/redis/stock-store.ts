import { randomBytes } from 'node:crypto';
import type {
  CanonicalAdjust,
  CanonicalExpire,
  CanonicalReserve,
  CanonicalRestore,
  CanonicalSetEpoch,
  CanonicalSignal,
  Checked,
} from '../../stock/canonical.js';
import { checkAdjust } from '../../stock/check-adjust.js';
import { checkOpen } from '../../stock/check-open.js';
import { checkBeginPayment, checkCommit, checkExtend, checkRelease } from '../../stock/check-payment.js';
import { checkJournal, checkReservations } from '../../stock/check-pages.js';
import { checkAvailability, checkExpire, checkId, checkStockKeys } from '../../stock/check-reads.js';
import { checkReserve, checkSupersede } from '../../stock/check-reserve.js';
import { checkResolveReview } from '../../stock/check-resolve-review.js';
import { checkRestore } from '../../stock/check-restore.js';
import { checkSetEpoch } from '../../stock/check-set-epoch.js';
import { checkSetMode } from '../../stock/check-set-mode.js';
import { checkSignal } from '../../stock/check-signal.js';
import type { StockStore } from '../../stock/store.js';
import type { Refused, Unknown } from '../../stock/verdict.js';
import { BatchSender } from './apply-batch.js';
import type { RedisClient } from './client.js';
import { Echo } from './echo.js';
import { GroupCommit } from './group-commit.js';
import { keyList, saleKeys } from './keys.js';
import * as operations from './operations.js';
import { resolveOptions, type RedisStockOptions } from './options.js';
import type { SaleRefusalReason } from './refusals.js';
import { SaleReader } from './sale-reader.js';
import { SCRIPTS, type ScriptSet } from './script-set.js';
import { ServerClock } from './server-clock.js';
import { StatusCalls, type AskRecords } from './status-calls.js';
import * as verdicts from './verdicts.js';

/**
 * The stock of one sale on Redis. The client stays the caller's: ioredis 5 or 6, `Redis` or `Cluster`, with or without
 * `keyPrefix`. Nothing is sent before the first call; one store for each sale and process is enough, and several do no harm.
 *
 * @throws GuardError `invalid-argument` for a bad option.
 *
 * @example
 * const stock = redisStock(client, { saleId: 'earphones-0801', deadlineMs: 400 });
 * await stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 500, perCustomer: 2 }] });
 */
export function redisStock(client: RedisClient, options: RedisStockOptions): StockStore {
  return redisStockOf({ client, options, scripts: SCRIPTS });
}

/** What a store is made of; tests hand in other scripts. */
export interface RedisStockInit {
  readonly client: RedisClient;
  readonly options: RedisStockOptions;
  readonly scripts: ScriptSet;
}

/** {@link redisStock}, with the scripts handed in. */
export function redisStockOf({ client, options: given, scripts }: RedisStockInit): StockStore {
  const options = resolveOptions(given);
  const { saleId, deadlineMs, batching } = options;
  const now = (): number => performance.now();
  const place = { client, scripts, saleId, keys: keyList(saleKeys(options)), clock: new ServerClock(), now };
  const callerId = options.callerId ?? randomBytes(9).toString('base64url');
  const sender = new BatchSender({ ...place, callerId, echo: new Echo() });
  const calls = new GroupCommit({ send: (batch) => sender.send(batch), batching, deadlineMs, now });
  const reader = new SaleReader({ ...place, deadlineMs });
  const ask: AskRecords = (ids, askedAt) => reader.records(ids, askedAt);
  const statuses = new StatusCalls({ ask, batching, now });
  return { saleId, ...batchedCalls(calls), ...loneCalls(reader, statuses) };
}

type LoneOperation =
  'open' | 'status' | 'snapshot' | 'availability' | 'activity' | 'journal' | 'reservations';

/** What goes out with the other calls of its turn. */
function batchedCalls(calls: GroupCommit): Omit<StockStore, 'saleId' | LoneOperation> {
  return {
    restock: batched(calls, checkAdjust, operations.restockOperation, verdicts.readAdjust, lineCount),
    withdraw: batched(calls, checkAdjust, operations.withdrawOperation, verdicts.readAdjust, lineCount),
    reserve: batched(calls, checkReserve, operations.reserveOperation, verdicts.readPlainReserve, heldCount),
    supersede: batched(calls, checkSupersede, operations.reserveOperation, verdicts.readReserve, heldCount),
    beginPayment: batched(calls, checkBeginPayment, operations.beginPaymentOperation, verdicts.readExtend),
    extend: batched(calls, checkExtend, operations.extendOperation, verdicts.readExtend),
    commit: batched(calls, checkCommit, operations.commitOperation, verdicts.readCommit),
    release: batched(calls, checkRelease, operations.releaseOperation, verdicts.readRelease),
    restore: batched(calls, checkRestore, operations.restoreOperation, verdicts.readRestore, restoredCount),
    expire: batched(calls, checkExpire, operations.expireOperation, verdicts.readExpire, expiredCount),
    setMode: batched(calls, checkSetMode, operations.setModeOperation, verdicts.readSetMode),
    setEpoch: batched(calls, checkSetEpoch, operations.setEpochOperation, verdicts.readSetEpoch, addedCount),
    signal: batched(calls, checkSignal, operations.signalOperation, verdicts.readSignal, signalledCount),
    resolveReview: batched(
      calls,
      checkResolveReview,
      operations.resolveReviewOperation,
      verdicts.readResolveReview,
    ),
  };
}

/** What does not go out with them: reads stand in no order of their own, and work where nothing can be written. */
function loneCalls(reader: SaleReader, statuses: StatusCalls): Pick<StockStore, LoneOperation> {
  return {
    open: lone(checkOpen, (sale) => reader.open(sale)),
    status: lone(checkId, (id) => statuses.run(id)),
    snapshot: lone(checkStockKeys, (request) => reader.snapshot(request)),
    availability: lone(checkAvailability, (request) => reader.availability(request)),
    activity: () => reader.activity(),
    journal: lone(checkJournal, (request) => reader.journal(request)),
    reservations: lone(checkReservations, (request) => reader.reservations(request)),
  };
}

/**
 * An operation that is checked, sent with the others of this turn, and answered by what is read from the reply. `weigh` says what it
 * costs the server: lines times owners.
 */
function batched<Request, Canonical, Verdict>(
  calls: GroupCommit,
  check: (request: Request) => Checked<Canonical>,
  toOperation: (request: Canonical) => operations.Operation,
  read: (reply: verdicts.RawReply) => Verdict,
  weigh: (request: Canonical) => number = one,
): (request: Request) => Promise<Verdict | Refused<'invalid_request' | SaleRefusalReason> | Unknown> {
  return async (request) => {
    const checked = check(request);
    if (!checked.ok) return checked.refusal;
    const outcome = await calls.run(toOperation(checked.value), weigh(checked.value));
    switch (outcome.kind) {
      case 'replied':
        return read(outcome.reply);
      case 'not-executed':
        return { kind: 'refused', ...outcome.refusal };
      case 'thrown':
        throw outcome.error;
      case 'unknown':
        return outcome;
    }
  };
}

function lone<Request, Canonical, Verdict>(
  check: (request: Request) => Checked<Canonical>,
  ask: (request: Canonical) => Promise<Verdict>,
): (request: Request) => Promise<Verdict | Refused<'invalid_request'>> {
  return async (request) => {
    const checked = check(request);
    return checked.ok ? await ask(checked.value) : checked.refusal;
  };
}

function one(): number {
  return 1;
}

function lineCount({ lines }: CanonicalAdjust): number {
  return lines.length;
}

function heldCount({ lines, owners }: CanonicalReserve): number {
  return lines.length * owners.length;
}

function restoredCount({ lines }: CanonicalRestore): number {
  return lines?.length ?? 1;
}

function addedCount({ added }: CanonicalSetEpoch): number {
  return 1 + added.length;
}

function signalledCount({ scopes, values }: CanonicalSignal): number {
  return scopes.length + values.length;
}

function expiredCount({ limit }: CanonicalExpire): number {
  return limit;
}
