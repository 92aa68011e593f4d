import { GuardError } from '../../core/errors.js';
import type { RedisClient } from './client.js';
import { LedgerCaller } from './ledger-call.js';
import { ledgerKeys } from './ledger-keys.js';
import { ledgerPages } from './ledger-pages.js';

/** Ms that one call may take, and all tries of one together. */
const CALL_MS = 2_000;
const PATIENCE_MS = 20_000;

/**
 * Lines of an incident's ledger in Redis, while or after somebody writes it: takes no lease, and needs no right but to read. Lines that are
 * added after the first was read are left out.
 *
 * @throws GuardError `invalid-argument` for an id or prefix that is none; `input` where there is no ledger; `file` or
 * `store-configuration` without an answer; `corrupt-state` when lines are lost while it is read.
 */
export async function* readRedisLedger(
  client: RedisClient,
  place: { readonly incidentId: string; readonly prefix?: string | undefined },
): AsyncGenerator<string, void, undefined> {
  const { incidentId } = place;
  const { lines } = ledgerKeys(place);
  const caller = new LedgerCaller(client, { incidentId, callMs: CALL_MS, patienceMs: PATIENCE_MS });
  const count = Number(await caller.call('LLEN', [lines]));
  if (count === 0)
    throw new GuardError({
      code: 'input',
      message: `Redis has no ledger of ${incidentId} under ${lines}: nothing of this incident was carried out with it; is it the right server and --prefix?`,
    });
  yield* ledgerPages(caller, { key: lines, count, incidentId });
}
