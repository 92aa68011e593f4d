import { saleKeys } from '../../src/stores/redis/keys.js';
import { heldUnits } from '../../src/testing/stock/oracle/counters.js';
import type { StockEvidence } from '../../src/testing/stock/oracle/evidence.js';
import type { SetupClient } from './setups.js';

/** Units each owner holds of each limited stock key, as `owner / stock key` and a number. */
type Usages = ReadonlyMap<string, number>;

/**
 * The raw sums of the owners must be what the reservations add up to, with nothing left behind: no call shows them, but a sum
 * that drifts refuses a customer, or lets one have too much, weeks later.
 * @throws Error with both.
 */
export async function checkOwners(
  client: SetupClient,
  saleId: string,
  evidence: StockEvidence,
): Promise<void> {
  const stored = print(await storedUsages(client, saleId));
  const added = print(addedUsages(evidence));
  if (stored !== added)
    throw new Error(`the owners' sums are ${stored}, the reservations add up to ${added}`);
}

/** One field an owner: for each limited stock key RS, the key, US, its units. */
async function storedUsages(client: SetupClient, saleId: string): Promise<Usages> {
  const reply = await client.call('HGETALL', saleKeys({ saleId }).owners);
  const usages = new Map<string, number>();
  for (const [owner, text] of pairsOf(reply)) {
    for (const entry of text.split('\x1e').slice(1)) {
      const [stockKey = '', units] = entry.split('\x1f');
      usages.set(`${owner} / ${stockKey}`, Number(units));
    }
  }
  return usages;
}

/** A map reply, flat in RESP2 and an object where the client makes one of it. */
function pairsOf(reply: unknown): readonly (readonly [string, string])[] {
  if (!Array.isArray(reply)) return Object.entries(reply as Readonly<Record<string, string>>);
  const flat = reply.map(String);
  return flat.flatMap((text, at) => (at % 2 === 0 ? [[text, flat[at + 1] ?? ''] as const] : []));
}

function addedUsages({ snapshot, reservations }: StockEvidence): Usages {
  const limited = snapshot.counters.filter((counters) => counters.perCustomer !== undefined);
  const usages = new Map<string, number>();
  for (const found of reservations.values()) {
    if (found === undefined) continue;
    for (const { stockKey } of limited) {
      const units = heldUnits(found, stockKey);
      if (units === 0) continue;
      for (const owner of found.owners) {
        const name = `${owner} / ${stockKey}`;
        usages.set(name, (usages.get(name) ?? 0) + units);
      }
    }
  }
  return usages;
}

function print(usages: Usages): string {
  return JSON.stringify([...usages].sort(([a], [b]) => (a < b ? -1 : 1)));
}
