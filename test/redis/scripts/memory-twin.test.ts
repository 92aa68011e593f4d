import { inspect } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountedEvent } from '../../../src/catalog/trip.js';
import type { JournalEntry, JournalEvent } from '../../../src/stock/journal.js';
import type { OpenRequest } from '../../../src/stock/request.js';
import type { StockStore } from '../../../src/stock/store.js';
import { memoryStock } from '../../../src/stores/memory/memory-stock.js';
import { stockProgramArbitrary } from '../../../src/testing/stock/arbitraries.js';
import { sendCommand, type StockCommand, type StockVerdict } from '../../../src/testing/stock/command.js';
import { stepsOf } from '../../../src/testing/stock/program.js';
import { newSale } from './sale.js';
import { serveRedis, type ServedRedis } from './server.js';

/** Programs; FAST_CHECK_RUNS asks for another number. */
const RUNS = fc.readConfigureGlobal().numRuns ?? 300;

let redis: ServedRedis;

beforeAll(async () => {
  redis = await serveRedis();
});
afterAll(() => redis.stop());

describe('a sale in memory and the same sale on Redis', () => {
  it('answer every request alike, trip alike, and tell the same journal', async () => {
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary({ stepsMax: 50 }), async (program) => {
        const sale = await newSale(redis.client);
        const twin = memoryStock({ saleId: 'twin', now: sale.now });
        const open = withoutExpiries(program.open);
        for (const step of stepsOf({ ...program, open })) {
          if (step.kind === 'wait') await sale.advance(step.ms);
          else {
            const command = step.kind === 'send' ? step.command : step.hostile.command;
            await expectAlike({ one: sale.stock, other: twin, command });
          }
        }
        expect(await wholeJournal(sale.stock)).toEqual(await wholeJournal(twin));
        expect(await wholeList(sale.stock)).toEqual(await wholeList(twin));
        expect(await sale.stock.activity()).toEqual(await twin.activity());
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

async function expectAlike(pair: {
  readonly one: StockStore;
  readonly other: StockStore;
  readonly command: StockCommand;
}): Promise<void> {
  // Positions and pages are each store's own; what they hold is compared at the end.
  if (pair.command.operation === 'journal' || pair.command.operation === 'reservations') return;
  // A small sweep of two queues looks at other reservations than one of a single queue.
  if (pair.command.operation === 'expire') return expectSwept(pair);
  const [redisSaid, memorySaid] = [
    await sendCommand(pair.one, pair.command),
    await sendCommand(pair.other, pair.command),
  ];
  expect(comparable(redisSaid), inspect(pair.command, { depth: 6 })).toEqual(comparable(memorySaid));
}

async function expectSwept(pair: { readonly one: StockStore; readonly other: StockStore }): Promise<void> {
  expect(await pair.one.expire({ limit: 2_000 })).toEqual(await pair.other.expire({ limit: 2_000 }));
}

/** Without the words of a bad request, and without an instant that need only be a bound from below. */
function comparable(verdict: StockVerdict): unknown {
  if (verdict.kind === 'refused' && verdict.reason === 'invalid_request')
    return { kind: verdict.kind, reason: verdict.reason, field: verdict.field };
  return JSON.parse(
    JSON.stringify(verdict, (name, value: unknown) => (name === 'nextChanceAt' ? undefined : value)),
  );
}

async function wholeJournal(store: StockStore): Promise<readonly unknown[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await store.journal({ after: entries.at(-1)?.position, limit: 1_000 });
    if (page.kind !== 'found') return [page];
    entries.push(...page.entries);
    if (!page.more) break;
  }
  return inOneOrder(entries.flatMap(({ at, events }) => events.map((event) => ({ at, event }))));
}

/** What lapsed at one look may be found in either order: Redis keeps two queues. */
function inOneOrder(
  told: readonly { readonly at: number; readonly event: JournalEvent }[],
): readonly unknown[] {
  const ordered = [...told];
  for (let at = 1; at < ordered.length; at += 1)
    for (let to = at; to > 0 && isBehind(ordered[to - 1]?.event, ordered[to]?.event); to -= 1)
      ordered.splice(to - 1, 2, ...ordered.slice(to - 1, to + 1).reverse());
  return ordered;
}

function isBehind(one: JournalEvent | undefined, next: JournalEvent | undefined): boolean {
  return one?.type === 'expired' && next?.type === 'expired' && one.id > next.id;
}

/** Which expiry trips a rule hangs on that order too, so no rule of these programs counts them; the model's own lanes do. */
function withoutExpiries(open: OpenRequest): OpenRequest {
  const others = (events: readonly CountedEvent[]): readonly CountedEvent[] =>
    events.filter((event) => event !== 'expired');
  const rules = (open.tripRules ?? []).map((rule) => ({
    ...rule,
    events: others(rule.events),
    of: others(rule.of),
  }));
  const areSums = ['count', 'share'];
  const good = rules.filter(
    ({ measure, events, of }) =>
      !areSums.includes(measure) || (events.length > 0 && (measure === 'count' || of.length > 0)),
  );
  return { ...open, tripRules: good };
}

async function wholeList(store: StockStore): Promise<readonly unknown[]> {
  const byId = new Map<string, unknown>();
  let cursor: string | undefined;
  do {
    const page = await store.reservations({ cursor, limit: 100 });
    if (page.kind !== 'found') return [page];
    for (const reservation of page.reservations) byId.set(reservation.id, reservation);
    cursor = page.next;
  } while (cursor !== undefined);
  return [...byId.keys()].sort().map((id) => byId.get(id));
}
