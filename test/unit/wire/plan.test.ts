import { describe, expect, it } from 'vitest';
import type { PlanHeader, PlanRecord, PlanTrailer } from '../../../src/remedy/plan.js';
import { PlanDigest, planLineText } from '../../../src/remedy/plan-text.js';
import { PlanTally } from '../../../src/remedy/plan-tally.js';
import { CohortSample } from '../../../src/remedy/cohort-sample.js';
import { readPlan } from '../../../src/wire/plan.js';
import { bytesOf, planText, readText } from '../remedy/plan-world.js';
import { makeOrder, planOf, type WholePlan } from '../remedy/remedy-fixtures.js';

const plan = await planOf([
  makeOrder({ id: 'o-1' }),
  makeOrder({ id: 'o-2', customer: ['k1.c2'] }),
  makeOrder({ id: 'o-3', status: 'packed' }),
]);
const LINES = planText(plan).split('\n').slice(0, -1);

async function faultOf(text: string): Promise<string> {
  try {
    await readText(text);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message : 'another';
  }
}

/** The fault of a plan of other lines. */
function faultWith(lines: readonly string[]): Promise<string> {
  return faultOf(lines.map((line) => `${line}\n`).join(''));
}

/** A plan that somebody made by hand, with every sum and digest right. */
function forged(change: {
  readonly header?: Partial<PlanHeader>;
  readonly records?: (records: readonly PlanRecord[]) => readonly PlanRecord[];
  readonly trailer?: (trailer: Omit<PlanTrailer, 'digest'>) => Omit<PlanTrailer, 'digest'>;
}): string {
  const header = { ...plan.header, ...change.header };
  const records = change.records?.(plan.records) ?? plan.records;
  const digest = new PlanDigest();
  const tally = new PlanTally(header.policy.apology);
  const sample = new CohortSample(header.incidentSha256);
  digest.add(planLineText(header));
  for (const record of records) {
    tally.add(record);
    sample.add(record.id);
    digest.add(planLineText(record));
  }
  const { cohort, lotteries } = plan.trailer;
  const ordersRead = cohort.ordersRead - cohort.ordersIn + tally.count;
  const told = {
    ...cohort,
    ordersRead,
    ordersIn: tally.count,
    sha256: tally.idsSha256(),
    sample: sample.ids(),
  };
  const totals = { ...tally.totals(), couponScaleBps: 10_000 };
  const whole = { type: 'end', count: tally.count, totals, cohort: told, lotteries } as const;
  const trailer = change.trailer?.(whole) ?? whole;
  return planText({
    header,
    records,
    trailer: { ...trailer, digest: digest.of(trailer) },
  } satisfies WholePlan);
}

/** Changes one record. */
function changed(id: string, change: (record: PlanRecord) => PlanRecord): string {
  return forged({
    records: (records) => records.map((record) => (record.id === id ? change(record) : record)),
  });
}

/** A plan whose policy offers vip another apology, with its first record changed. */
function tiered(
  change: (record: PlanRecord) => PlanRecord,
  trailer: (trailer: Omit<PlanTrailer, 'digest'>) => Omit<PlanTrailer, 'digest'> = (whole) => whole,
): string {
  const { policy } = plan.header;
  const byTier = [{ tier: 'vip', form: { kind: 'amount', amountMinor: 50_000 } as const }];
  return forged({
    header: { policy: { ...policy, apology: { ...policy.apology, byTier } } },
    records: ([first, ...others]) => (first === undefined ? others : [change(first), ...others]),
    trailer,
  });
}

describe('a plan file that is not as it was written', () => {
  it.each<[string, (lines: readonly string[]) => readonly string[], string]>([
    ['a byte-order mark', ([first = '', ...rest]) => [`\ufeff${first}`, ...rest], 'plan.jsonl:1 is no JSON'],
    ['an empty line', (lines) => [...lines.slice(0, 2), '', ...lines.slice(2)], 'plan.jsonl:3 is no JSON'],
    ['CRLF line ends', (lines) => lines.map((line) => `${line}\r`), 'plan.jsonl:1 is not as it was written'],
    ['a NUL', (lines) => [`${lines[0] ?? ''}\u0000`, ...lines.slice(1)], 'plan.jsonl:1 is no JSON'],
    [
      'a blank',
      (lines) => [...lines.slice(0, 3), `${lines[3] ?? ''} `, ...lines.slice(4)],
      'plan.jsonl:4 is not as it was written',
    ],
    [
      'a member twice',
      (lines) => lines.map((line) => line.replace('"id":"o-2"', '"id":"o-9","id":"o-2"')),
      'plan.jsonl:3 is not as it was written',
    ],
    [
      'a number written otherwise',
      (lines) => lines.map((line) => line.replace('"refundMinor":13600', '"refundMinor":1.36e4')),
      'plan.jsonl:2 is not as it was written',
    ],
    [
      'a number without end',
      (lines) => lines.map((line) => line.replace('"refundMinor":13600', '"refundMinor":1e400')),
      'plan.jsonl:2 lines[0].refundMinor: got a longer number, expected minor units',
    ],
    [
      'a negative number',
      (lines) => lines.map((line) => line.replace('"refundMinor":13600', '"refundMinor":-5')),
      'plan.jsonl:2 lines[0].refundMinor: got -5, expected minor units',
    ],
    [
      'a member of the prototype',
      (lines) => lines.map((line) => line.replace('{"channel"', '{"__proto__":{},"channel"')),
      'plan.jsonl:2 ',
    ],
    [
      'an unknown member',
      (lines) => lines.map((line) => line.replace('{"channel"', '{"bonus":1,"channel"')),
      'plan.jsonl:2 unknown name "bonus"',
    ],
    [
      'half of a surrogate pair',
      (lines) => lines.map((line) => line.replace('"lineId":"1"', '"lineId":"\\ud800"')),
      'plan.jsonl:2 lines[0].lineId: got a text of 1 character, expected an id of the line',
    ],
    [
      'lines moved',
      ([a = '', b = '', c = '', ...rest]) => [a, c, b, ...rest],
      'plan.jsonl:3 stands in the wrong place: orders go up by id, each id once',
    ],
    [
      'a line twice',
      ([a = '', b = '', ...rest]) => [a, b, b, ...rest],
      'plan.jsonl:3 stands in the wrong place',
    ],
    [
      'a line taken out',
      ([a = '', , ...rest]) => [a, ...rest],
      'plan.jsonl:4 count: says 3, but there are 2 orders',
    ],
    ['no header', (lines) => lines.slice(1), 'plan.jsonl:1 does not begin a plan'],
    [
      'a second header',
      ([a = '', ...rest]) => [a, a, ...rest],
      'plan.jsonl:2 is neither an order of the plan nor its last line',
    ],
    [
      'no end',
      (lines) => lines.slice(0, -1),
      'plan.jsonl:4 is the last one, but a plan ends with its totals: the file was cut off',
    ],
    [
      'something behind the end',
      (lines) => [...lines, lines[1] ?? ''],
      'plan.jsonl:6 stands behind the end of the plan, and is no signature',
    ],
    [
      'another schema',
      (lines) => lines.map((line) => line.replace('saleguard/plan/1', 'saleguard/plan/2')),
      'plan.jsonl:1 schema: got a text of 16 characters, expected saleguard/plan/1',
    ],
    [
      'other steps',
      (lines) => lines.map((line) => line.replace('"stepsVersion":1', '"stepsVersion":2')),
      'plan.jsonl:1 stepsVersion: got 2, expected 1, the steps of this release',
    ],
    ['a list', () => ['[]'], 'plan.jsonl:1 does not begin a plan'],
    [
      'another refund',
      (lines) => lines.map((line) => line.replaceAll('13600', '13601')),
      'plan.jsonl:1 incidentSha256: is not the digest',
    ],
    [
      'another total',
      (lines) => lines.map((line) => line.replace('"unitsCancelled":2', '"unitsCancelled":3')),
      'plan.jsonl:5 totals.unitsCancelled: says 3, but the orders come to 2',
    ],
    [
      'another digest',
      (lines) => lines.map((line) => line.replace(/"digest":"./, '"digest":"x')),
      'plan.jsonl:5 digest: got a text of 64 characters, expected a SHA-256: 64 digits 0-9 a-f',
    ],
  ])('is refused with %s', async (_, change, fault) => {
    expect(await faultWith(change(LINES))).toContain(fault);
  });

  it('is refused empty, without its last line end, as something else than UTF-8, and with a line without end', async () => {
    expect(await faultOf('')).toBe('plan.jsonl:1 the file is empty; "saleguard plan" writes a plan');
    expect(await faultOf(LINES.join('\n'))).toBe('plan.jsonl:5 is cut off: it has no line end');
    const bytes = Buffer.concat([Buffer.from(LINES[0] ?? ''), Buffer.from([0xff, 0x0a])]);
    await expect(readText(bytes)).rejects.toThrow('plan.jsonl:1 holds bytes that are not UTF-8');
    const endless = `${LINES[0] ?? ''}\n${'x'.repeat(600_000)}`;
    expect(await faultOf(endless)).toBe(
      'plan.jsonl:2 is longer than 524288 bytes, which no line of a plan is',
    );
    expect(await faultOf('['.repeat(200_000))).toContain('plan.jsonl:1');
  });
});

describe('a plan that was made by hand, with every digest right', () => {
  it('is the plan itself where nothing was changed', () => {
    expect(forged({})).toBe(planText(plan));
  });

  it.each<[string, string, string]>([
    [
      'gives back more than its lines',
      changed('o-1', (record) => ({
        ...record,
        payments: record.payments.map((one) => ({ ...one, amountMinor: 99_999 })),
      })),
      'gives back 99999, but its lines and shipping come to 13600',
    ],
    [
      'gives shipping back that nobody paid',
      changed('o-1', (record) => ({ ...record, shippingMinor: 3_000 })),
      'gives back 13600, but its lines and shipping come to 16600',
    ],
    [
      'gives one payment back twice',
      changed('o-1', (record) => ({
        ...record,
        payments: [...record.payments, ...record.payments],
        shippingMinor: 13_600,
      })),
      'has a payment twice',
    ],
    [
      'cancels more units than there are',
      changed('o-1', (record) => ({
        ...record,
        lines: record.lines.map((line) => ({ ...line, cancelledUnits: 2 })),
      })),
      'lines[0]: 2 of 1 units cancelled is no decision cancel',
    ],
    [
      'gives money back for an order that is looked at',
      changed('o-3', (record) => ({
        ...record,
        payments: [{ ref: 'p', method: 'card', kind: 'refund', amountMinor: 1 }],
        shippingMinor: 1,
        dueAt: 1,
      })),
      'gives or takes something although the decision is review',
    ],
    [
      'says another decision than its lines',
      changed('o-3', (record) => ({ ...record, decision: 'cancel' })),
      'the decision is cancel, but its lines make it review',
    ],
    [
      'has an order that is looked at, and no date to decide it by',
      changed('o-3', (record) => ({ ...record, reviewDueAt: undefined })),
      'plan.jsonl:4 is for a person to decide and has no date to decide by',
    ],
    [
      'has a date to decide by of an order that is decided',
      changed('o-1', (record) => ({ ...record, reviewDueAt: 1 })),
      'plan.jsonl:2 has a date to decide by although it is decided',
    ],
    [
      'says otherwise by when the first order has to be decided',
      forged({
        trailer: ({ totals, ...rest }) => ({
          ...rest,
          totals: { ...totals, firstReviewDueAt: (totals.firstReviewDueAt ?? 0) + 1 },
        }),
      }),
      'totals.firstReviewDueAt: says ',
    ],
    [
      'says nothing of when the first order has to be decided',
      forged({
        trailer: ({ totals, ...rest }) => ({ ...rest, totals: { ...totals, firstReviewDueAt: undefined } }),
      }),
      'totals.firstReviewDueAt: says nothing',
    ],
    [
      'grants more than the cap',
      changed('o-1', (record) => ({ ...record, coupon: { amountMinor: 100_001, codeSha256: undefined } })),
      'grants a coupon of 100001, but the policy of the plan allows 100000',
    ],
    [
      'names a tier of which its policy says nothing',
      changed('o-1', (record) => ({ ...record, tier: 'vip' })),
      'is of a tier for which the policy of the plan says nothing',
    ],
    [
      'grants the coupon of a tier of which its policy says nothing',
      changed('o-1', (record) => ({
        ...record,
        coupon: { amountMinor: 1, tier: 'vip', codeSha256: undefined },
      })),
      'is of a tier for which the policy of the plan says nothing',
    ],
    [
      'grants the coupon of another tier',
      tiered((record) => ({ ...record, coupon: { amountMinor: 1, tier: 'vip', codeSha256: undefined } })),
      'grants a customer the coupon of a tier of which no cancelled order of theirs is',
    ],
    [
      'grants a tier more than its cap',
      tiered((record) => ({
        ...record,
        tier: 'vip',
        coupon: { amountMinor: 50_001, tier: 'vip', codeSha256: undefined },
      })),
      'grants a coupon of 50001, but the policy of the plan allows 50000',
    ],
    [
      'says otherwise how the tiers fare',
      tiered(
        (record) => record,
        ({ totals, ...rest }) => ({ ...rest, totals: { ...totals, byTier: totals.byTier?.slice(0, 1) } }),
      ),
      'totals.byTier: says [',
    ],
    [
      'says nothing of how the tiers fare',
      tiered(
        (record) => record,
        ({ totals, ...rest }) => ({ ...rest, totals: { ...totals, byTier: undefined } }),
      ),
      'totals.byTier: says nothing',
    ],
    [
      'grants one customer two coupons',
      changed('o-2', (record) => ({ ...record, customer: 'k1.customer-1' })),
      'grants a second coupon to one customer',
    ],
    [
      'has money and no date',
      changed('o-1', (record) => ({ ...record, dueAt: undefined })),
      'has money to give back and no date, or a date and no money',
    ],
    [
      'has a notice that names another order',
      changed('o-2', (record) => ({ ...record, noticeFor: ['o-1'] })),
      'has a notice that does not name it',
    ],
    [
      'says what it read otherwise',
      forged({ trailer: (trailer) => ({ ...trailer, cohort: { ...trailer.cohort, ordersRead: 99 } }) }),
      'cohort.ordersRead: says 99, but the orders in it, those left out and those repeated are 3',
    ],
    [
      'shows a sample of its own',
      forged({ trailer: (trailer) => ({ ...trailer, cohort: { ...trailer.cohort, sample: ['o-1'] } }) }),
      'cohort.sample: is not the sample that the incident draws',
    ],
    [
      'reveals another seed than it committed to',
      forged({
        trailer: (trailer) => ({
          ...trailer,
          lotteries: [{ commitment: 'a'.repeat(64), seed: 'x'.repeat(32), rule: 'hmac-sha256-lowest-first' }],
        }),
      }),
      'lotteries: the seed is not the one that was committed to',
    ],
    [
      'is for another incident',
      forged({ header: { incidentId: 'himart:trip-2' } }),
      'incidentSha256: is not the digest of what the line says of the incident',
    ],
    [
      'expires before it is made',
      forged({ header: { expiresAt: plan.header.madeAt } }),
      'expiresAt: it expires before it is made',
    ],
    [
      'counts in another currency than its policy',
      forged({ header: { currency: 'USD' } }),
      'currency: is not the one of its policy',
    ],
  ])('is refused where it %s', async (_, text, fault) => {
    expect(await faultOf(text)).toContain(fault);
  });
});

describe('the orders of a plan that was checked', () => {
  it('are handed out for every reading, and nothing of a file that was changed since', async () => {
    const text = planText(plan);
    const other = text.replace('"ref":"pay-1"', '"ref":"pay-2"');
    let reading = 0;
    const open = (): AsyncIterable<Uint8Array> => bytesOf((reading += 1) === 1 ? text : other);
    const checked = await readPlan(open, { file: 'plan.jsonl' });
    const seen: string[] = [];
    const readAgain = async (): Promise<void> => {
      for await (const { id } of checked.records()) seen.push(id);
    };
    await expect(readAgain()).rejects.toThrow(
      'plan.jsonl:1 or a line behind it was changed since the plan was checked',
    );
    expect(seen).toEqual([]);
  });

  it('are the whole of a plan with many lines, in which a late change leaves the earlier blocks', async () => {
    const many = await planOf(
      Array.from({ length: 600 }, (_, index) =>
        makeOrder({ id: `o-${String(index).padStart(4, '0')}`, customer: [`k1.c${index}`] }),
      ),
    );
    const text = planText(many);
    const shorter = text.split('\n').slice(0, 500).join('\n');
    for (const [content, count] of [
      [text, 600],
      [text.replace('"id":"o-0599"', '"id":"o-0699"'), 511],
      [`${shorter}\n`, 255],
    ] as const) {
      let reading = 0;
      const checked = await readPlan(() => bytesOf((reading += 1) === 1 ? text : content), {
        file: 'plan.jsonl',
      });
      let seen = 0;
      const readAgain = async (): Promise<void> => {
        for await (const { lines } of checked.records()) seen += lines.length;
      };
      if (count === 600) await readAgain();
      else await expect(readAgain()).rejects.toThrow('was changed since the plan was checked');
      expect(seen).toBe(count);
    }
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    const many = await planOf(
      Array.from({ length: 300 }, (_, index) => makeOrder({ id: `o-${index}`, customer: [`k1.c${index}`] })),
    );
    const text = planText(many);
    await readPlan(() => bytesOf(text), { file: 'plan.jsonl', onProgress: (count) => told.push(count) });
    expect(told).toEqual([255]);
  });
});
