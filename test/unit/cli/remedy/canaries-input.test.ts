import { describe, expect, it } from 'vitest';
import type { Order } from '../../../../src/catalog/order.js';
import { ORDER_CSV_HEADER, printOrderCsv } from '../../../../src/wire/order-csv.js';
import { incidentText } from '../../../../src/wire/incident.js';
import { CANARIES, leaksIn, planted, plantedEverywhere, withStranger } from '../../../support/canaries.js';
import { makeLine, SOLD_AT } from '../../remedy/remedy-fixtures.js';
import type { InProcessRun } from '../../../cli/in-process.js';
import { incidentOf, orderOf, planWorld, refOf } from '../../../cli/plan-world.js';

const world = planWorld();

/** An order with a text in every field that can hold one. */
const FULL: Order = orderOf({
  lines: [makeLine({ reductions: [{ promotionId: 'p-1', amountMinor: 0 }], category: 'Audio' })],
  receiver: refOf('account:2'),
  tier: 'gold',
  signals: ['resale'],
  coupons: [{ ref: 'cp-1', promotionId: 'p-1' }],
  shippingReductions: [{ promotionId: 'p-2', amountMinor: 0 }],
  milesPartner: 'air-1',
});

/** How a plan is asked for: with references as they are, or made of what the file has. */
const KEYED = ['--customer-key-file', 'customer.key', '--ignore', 'name,note,memo'];

/** Everything a run of `plan` left behind. */
async function leftBy(args: readonly string[]): Promise<InProcessRun & { readonly written: string }> {
  const run = await world.plan([...args, '--out', 'canary-plan.jsonl']);
  const plan = run.exitCode === 2 ? '' : world.read('canary-plan.jsonl');
  return { ...run, written: `${run.stdout}${run.stderr}${plan}` };
}

/** What became of rows of orders. */
interface Planned {
  /** Rows that were told, and rows that made a plan when the others were left out. */
  readonly refused: number;
  readonly planned: number;
  readonly leaks: readonly string[];
}

/** Plans all rows, then those that were not refused. A refused row does not hide the others: every one of a file is told. */
async function plans(
  rows: readonly string[],
  {
    name,
    args,
    header = '',
  }: { readonly name: string; readonly args: readonly string[]; readonly header?: string },
): Promise<Planned> {
  world.write(name, `${header}${rows.map((row) => `${row}\n`).join('')}`);
  const all = await leftBy(['--orders', name, ...args]);
  expect(all.stderr).not.toContain('bug in saleguard');
  const first = header === '' ? 1 : 2;
  const told = new Set(
    [...all.stderr.matchAll(/^canary\.\w+:(\d+) /gm)].map(([, line]) => Number(line) - first),
  );
  const rest = rows.filter((_, index) => !told.has(index));
  world.write(name, `${header}${rest.map((row) => `${row}\n`).join('')}`);
  const good = rest.length === 0 ? undefined : await leftBy(['--orders', name, ...args]);
  // Everything was refused, or what was not refused makes a plan.
  expect(good?.exitCode ?? 0, good?.stderr).not.toBe(2);
  return { refused: told.size, planned: rest.length, leaks: leaksIn(`${all.written}${good?.written ?? ''}`) };
}

/** The order under its own id, unless the id is what was planted. */
function named(orders: readonly Order[]): readonly Order[] {
  return orders.map((order, index) => (order.id === FULL.id ? { ...order, id: `o-${index}` } : order));
}

const ALL = CANARIES.join(' ');

describe('what customers are called, where they live and what they paid with, in an order file', () => {
  it.each(CANARIES)('stands in no plan, summary or message, whatever field holds it: %s', async (canary) => {
    const rows = named(planted(FULL, canary)).map((order) => JSON.stringify(order));
    expect(rows.length).toBeGreaterThan(18);
    const keyed = await plans(rows, { name: 'canary.jsonl', args: KEYED });
    expect(keyed.leaks).toEqual([]);
    // Customers and receivers are made references; goods, tiers and promotions are in no plan unless they are its subject.
    expect(keyed.planned).toBeGreaterThan(4);
    expect(keyed.refused).toBeGreaterThanOrEqual(10);
    const people = [{ customer: [canary] }, { receiver: canary }].map((who) =>
      JSON.stringify({ ...FULL, ...who }),
    );
    const bare = await plans(people, { name: 'canary.jsonl', args: [] });
    expect(bare).toEqual({ refused: 2, planned: 0, leaks: [] });
  });

  it.each(CANARIES)('stands in none when a member nobody knows holds it: %s', async (canary) => {
    const strange = [
      ...withStranger(FULL, { name: canary, note: canary }),
      ...withStranger(FULL, { memo: canary }),
    ];
    const rows = named(strange as readonly Order[]).map((order) => JSON.stringify(order));
    expect(rows.length).toBeGreaterThan(10);
    const ignored = await plans(rows, { name: 'canary.jsonl', args: KEYED });
    expect(ignored).toEqual({ refused: 0, planned: rows.length, leaks: [] });
    const refused = await plans(rows, { name: 'canary.jsonl', args: [] });
    expect(refused).toEqual({ refused: rows.length, planned: 0, leaks: [] });
  });

  it.each(CANARIES)('stands in none when a cell of a CSV holds it: %s', async (canary) => {
    const quoted = `"${canary}"`;
    const cells = cellsOf(printOrderCsv(FULL));
    const rows = cells.map((_, at) =>
      cells.map((cell, index) => (index === at ? quoted : index === 0 ? `o-${at}` : cell)).join(','),
    );
    expect(rows.length).toBeGreaterThan(20);
    const form = { name: 'canary.csv', header: `${ORDER_CSV_HEADER}\n` };
    const keyed = await plans(rows, { ...form, args: KEYED });
    expect(keyed.leaks).toEqual([]);
    expect(keyed.planned).toBeGreaterThan(3);
    const memo = [`${printOrderCsv(FULL)},${quoted}`];
    const ignored = await plans(memo, {
      name: 'canary.csv',
      header: `${ORDER_CSV_HEADER},memo\n`,
      args: KEYED,
    });
    expect(ignored).toEqual({ refused: 0, planned: 1, leaks: [] });
  });

  // A column or member is told by its name where that is one word: it is what people call it, and no value.
  it.each<[string, string, string | Uint8Array]>([
    ['a column nobody knows', 'canary.csv', `${ORDER_CSV_HEADER},memo\n${printOrderCsv(FULL)},"${ALL}"\n`],
    ['the name of a column', 'canary.csv', `${ORDER_CSV_HEADER},"${ALL}"\n${printOrderCsv(FULL)},1\n`],
    ['a first row that is no header', 'canary.csv', `${CANARIES.join(',')}\n`],
    ['a row too short', 'canary.csv', `${ORDER_CSV_HEADER}\n"${ALL}"\n`],
    ['a row too long', 'canary.csv', `${ORDER_CSV_HEADER}\n${printOrderCsv(FULL)},"${ALL}"\n`],
    ['a quote that never ends', 'canary.csv', `${ORDER_CSV_HEADER}\n"${ALL}`],
    ['the name of a member', 'canary.jsonl', `${JSON.stringify({ ...FULL, [ALL]: ALL })}\n`],
    ['JSON that is cut off', 'canary.jsonl', `{"id": "${ALL}`],
    ['JSON with something behind it', 'canary.jsonl', `{"id": "${ALL}"}}\n`],
    ['no JSON', 'canary.jsonl', `${ALL}\n`],
    ['a list', 'canary.jsonl', `${JSON.stringify(CANARIES)}\n`],
    ['a text', 'canary.jsonl', `${JSON.stringify(ALL)}\n`],
    ['no UTF-8', 'canary.jsonl', Buffer.concat([Buffer.from(`{"id":"${ALL}`), Buffer.from([0xff, 0x0a])])],
  ])('stands in no message when the file is broken there: %s', async (_, name, file) => {
    world.write(name, file);
    const { exitCode, written } = await leftBy(['--orders', name]);
    expect({ exitCode, leaks: leaksIn(written) }).toEqual({ exitCode: 2, leaks: [] });
  });
});

/** Cells of a line, quotes and all. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map(([, cell]) => cell ?? '');
}

/** An incident with a text in every field that can hold one, those of its trip included. */
const INCIDENT = JSON.parse(
  incidentText(
    incidentOf({
      origin: 'trip',
      evidence: [{ at: SOLD_AT, by: 'kim', kind: 'other', what: 'a free text', fileSha256: 'a'.repeat(64) }],
      stages: [
        {
          stage: 'intake',
          at: SOLD_AT + 3_600_000,
          by: 'kim',
          dueAt: SOLD_AT + 7_200_000,
          reason: 'a free text',
        },
      ],
      trip: {
        trip: {
          number: 1,
          ruleId: 'rejected-share.sku',
          scope: 'a free text',
          mode: 'freeze',
          at: SOLD_AT,
          measured: 1,
          sample: 1,
          limit: 1,
        },
        rule: undefined,
        lookAt: { scope: 'a free text', from: SOLD_AT, until: undefined },
        before: { openCount: 1, boughtCount: 1, markdownMinor: 1 },
        timeline: [{ at: SOLD_AT, who: 'kim', approver: 'lee', what: 'a free text', reason: 'a free text' }],
        resumedAt: undefined,
      },
    }),
  ),
) as Readonly<Record<string, unknown>>;

describe('what somebody wrote into an incident', () => {
  const args = ['--incident', 'canary-incident.json'];

  it.each(CANARIES)('stands in no plan, summary or message: %s', async (canary) => {
    // Goods have names of the catalogue, which every plan holds.
    const { subject, ...rest } = INCIDENT;
    const all = { ...(plantedEverywhere(rest, canary) as object), subject };
    for (const incident of [JSON.stringify(all), `{"id": "${canary}`, `id: "${canary}`]) {
      world.write('canary-incident.json', incident);
      const refused = await leftBy(args);
      expect({ exitCode: refused.exitCode, leaks: leaksIn(refused.written) }).toEqual({
        exitCode: 2,
        leaks: [],
      });
    }
    // What may be a free text is in the file of the incident, and nowhere else.
    world.write('canary-incident.json', JSON.stringify(INCIDENT).replaceAll('a free text', canary));
    const planned = await leftBy(args);
    expect({ exitCode: planned.exitCode, leaks: leaksIn(planned.written) }).toEqual({
      exitCode: 0,
      leaks: [],
    });
  });
});

describe('what somebody wrote into a policy', () => {
  it('stands in no plan and no summary, what customers are told of the shop apart', async () => {
    world.write('canary-policy.yaml', `# ${ALL}\n${world.read('policy.json')} # ${ALL}\n`);
    const { exitCode, written } = await leftBy(['--policy', 'canary-policy.yaml']);
    expect({ exitCode, leaks: leaksIn(written) }).toEqual({ exitCode: 0, leaks: [] });
  });
});
