import { GuardError } from '../../core/errors.js';
import { ID_PATTERN } from '../../core/id.js';
import { STOCK_LIMITS } from '../../stock/limits.js';
import { shownValue } from '../../stock/shown-value.js';

/** How a stock on Redis is reached. */
export interface RedisStockOptions {
  /** 1 to 64 of `A-Z a-z 0-9 _ . : -`. Everything of a sale stands in one slot of a Cluster. */
  readonly saleId: string;
  /** Ms within which every call settles, if need be with `unknown`. 1,000 unless told. */
  readonly deadlineMs?: number | undefined;
  /** First part of every key; `saleguard` unless told. */
  readonly prefix?: string | undefined;
  /**
   * `group` (unless told): calls of one turn of the event loop, and those that gather while two batches are under way, go out as
   * one script call. `off`: every call by itself. The verdicts are the same.
   */
  readonly batching?: 'group' | 'off' | undefined;
  /** Names this process in the sale's meta, to notice lost writes. Made at random unless told; never share one. */
  readonly callerId?: string | undefined;
}

/** Options with every field present. */
export interface ResolvedOptions {
  readonly saleId: string;
  readonly deadlineMs: number;
  readonly prefix: string | undefined;
  readonly batching: 'group' | 'off';
  readonly callerId: string | undefined;
}

const NAMES: readonly string[] = ['saleId', 'deadlineMs', 'prefix', 'batching', 'callerId'];

/**
 * Checks the options and fills in the defaults.
 *
 * @throws GuardError `invalid-argument`, also for a name that is not an option.
 */
export function resolveOptions(options: RedisStockOptions): ResolvedOptions {
  // Whatever the types say: a caller without types gets the same answer.
  if (typeof options !== 'object' || (options as unknown) === null)
    throw invalid('the options of redisStock must be an object with at least a saleId');
  for (const name of Object.keys(options)) {
    if (!NAMES.includes(name))
      throw invalid(`${name} is not an option of redisStock; there are ${NAMES.join(', ')}`);
  }
  const { saleId, deadlineMs = 1_000, prefix, batching = 'group', callerId } = options;
  const { deadlineMinMs, deadlineMaxMs } = STOCK_LIMITS;
  if (!Number.isSafeInteger(deadlineMs) || deadlineMs < deadlineMinMs || deadlineMs > deadlineMaxMs) {
    throw invalid(
      `deadlineMs must be a whole number from ${deadlineMinMs} to ${deadlineMaxMs}, got ${shownValue(deadlineMs)}`,
    );
  }
  if (!['group', 'off'].includes(batching))
    throw invalid(`batching must be group or off, got ${shownValue(batching)}`);
  if (callerId !== undefined && (typeof callerId !== 'string' || !ID_PATTERN.test(callerId))) {
    throw invalid('callerId must be 1 to 64 of the characters A-Z a-z 0-9 _ . : -');
  }
  return { saleId, deadlineMs, prefix, batching, callerId };
}

function invalid(message: string): GuardError {
  return new GuardError({ code: 'invalid-argument', message });
}
