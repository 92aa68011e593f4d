import { describe, expect, it } from 'vitest';
import type { PlannedLine, PlanRecord } from '../../../../src/remedy/plan.js';
import { NoticeRows } from '../../../../src/report/plan/csv-notices.js';
import { planTables, tableHead, tableLines } from '../../../../src/report/plan/csv-tables.js';
import { TIER_COLUMNS, tiersText } from '../../../../src/report/plan/csv-tiers.js';
import {
  fakeHeader,
  fakeLine,
  fakePayment,
  fakeRecord,
  fakeRecords,
  fakeReview,
  fakeTrailer,
  tieredHeader,
  tieredRecords,
} from './fake-plan.js';

const header = fakeHeader();

function fileOf(name: string, records: readonly PlanRecord[], of = header): string {
  const table = planTables(of).find(({ file }) => file === name);
  if (table === undefined) throw new Error(`no table ${name}`);
  return tableHead(table) + records.map((record) => tableLines(table, record)).join('');
}

function noticesOf(records: readonly PlanRecord[]): string {
  const rows = new NoticeRows({ header, lang: 'en' });
  for (const record of records) rows.expects(record);
  return records.map((record) => rows.take(record)).join('');
}

describe('the CSV files of a plan', () => {
  it.each([
    ['orders.csv', 1],
    ['lines.csv', 1],
    ['payments.csv', 1],
    ['coupons.csv', 1],
  ])('%s has as many cells in each row as columns', (name, rows) => {
    const text = fileOf(name, [fakeRecord()]);
    const [head = '', ...lines] = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(line.split(',')).toHaveLength(head.split(',').length);
    expect(head).toMatch(/^\ufeff[a-z0-9_,]+$/);
  });

  it('write amounts as numbers in whole units of the currency, points as points', () => {
    const record = fakeRecord({
      payments: [
        fakePayment({ amountMinor: 1_234 }),
        fakePayment({ kind: 'restore-points', method: 'points', amountMinor: 500 }),
      ],
    });
    const usd = fileOf('payments.csv', [record], fakeHeader({ currency: 'USD' }));
    expect(usd).toContain(',USD,12.34,');
    expect(usd).toContain(',points,500,');
    expect(fileOf('orders.csv', [record])).toContain(',KRW,1234,500,3000,');
  });

  it('say how tiers fare, everybody else under no name, and the tier of each order and coupon', () => {
    const of = tieredHeader();
    const records = tieredRecords(['1', '2'].map((id) => fakeRecord({ id, noticeFor: [id] })));
    const { totals } = fakeTrailer(of, records);
    expect(tiersText(of, totals)).toBe(
      [
        `\ufeff${TIER_COLUMNS.join(',')}`,
        ',1,1,KRW,8000,8000,1.0000,1,0,0,0,134',
        'gold,1,1,KRW,20000,20000,2.5000,1,0,0,0,134',
        'vip,0,0,KRW,0,,,0,0,0,0,',
        '',
      ].join('\r\n'),
    );
    const formula = totals.byTier?.map((row) => ({ ...row, tier: '=1+1' }));
    expect(tiersText(of, { ...totals, byTier: formula })).toContain(`\r\n'=1+1,`);
    expect(tiersText(of, { ...totals, byTier: undefined })).toBe(`\ufeff${TIER_COLUMNS.join(',')}\r\n`);
    expect(fileOf('orders.csv', records, of)).toMatch(
      /due_at,tier,decide_by_day,decide_by_at\r\n.*,,,\r\n.*,gold,,\r\n$/,
    );
    expect(fileOf('coupons.csv', records, of)).toMatch(/expires_at,tier\r\n.*,\r\n.*,gold\r\n$/);
  });

  it('say by when an order has to be decided that a person looks at, by day of the shop and in UTC', () => {
    const [, decided = '', open = ''] = fileOf('orders.csv', [fakeRecord(), fakeReview({ id: 'A-2' })]).split(
      '\r\n',
    );
    expect(decided).toMatch(/,2026-08-06,2026-08-06T14:59:59\.999Z,,,$/);
    expect(open).toMatch(/,,,,2026-08-06,2026-08-06T14:59:59\.999Z$/);
  });

  it('hold no cell that a spreadsheet would take for a formula', () => {
    const formulas = ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', ' =1'];
    const records = formulas.map((sku) =>
      fakeRecord({
        customer: sku,
        channel: sku,
        lines: [fakeLine({ sku, lineId: sku })],
        payments: [fakePayment({ method: sku, ref: sku })],
        couponRefs: [sku],
      }),
    );
    const all = ['orders.csv', 'lines.csv', 'payments.csv', 'coupons.csv']
      .map((name) => fileOf(name, records))
      .join('');
    const cells = all.split(/[,\r\n]+/).map((cell) => cell.replace(/^"/, ''));
    expect(cells.filter((cell) => /^\s*[=+@＝]/.test(cell))).toEqual([]);
    expect(all).toContain(`'-1`);
  });

  it('names no price of an order in another currency as one of the plan', () => {
    const price = (line: Partial<PlannedLine>): string | undefined => {
      const records = [fakeRecord({ lines: [fakeLine({ decision: 'review', ...line })] })];
      return fileOf('lines.csv', records).split('\r\n')[1]?.split(',')[9];
    };
    expect(price({ reasons: ['amounts-unclear'] })).toBe('12900');
    expect(price({ reasons: ['other-currency'] })).toBe('');
  });

  it('gives one notice a row with its text, its lines kept in one cell', () => {
    const text = noticesOf([fakeRecord()]);
    expect(text).toMatch(/^k1:[a-z]+,A-1,A-1,app,en,/);
    expect(text).toContain('\n- EP-100, 2 units: ');
    expect(text.match(/\r\n/g)).toHaveLength(1);
  });

  it('tells of several orders in one row, whichever of them comes first', () => {
    const first = fakeRecord({ coupon: undefined, noticeFor: undefined });
    const second = fakeRecord({ id: 'A-2', noticeFor: ['A-1', 'A-2'] });
    const text = noticesOf([first, second]);
    expect(text.match(/\r\n/g)).toHaveLength(1);
    expect(text).toMatch(/,A-2,A-1 A-2,app,en,/);
    expect(text.indexOf('Your order A-1,')).toBeGreaterThan(0);
    expect(text.indexOf('Your order A-2,')).toBeGreaterThan(text.indexOf('Your order A-1,'));
  });

  it('writes one row for every notice of a large plan', () => {
    const records = [...fakeRecords(500)];
    const notices = records.filter(({ noticeFor }) => noticeFor !== undefined);
    expect(noticesOf(records).match(/\r\n/g)).toHaveLength(notices.length);
  });
});
