import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { NOTICE_LANGS } from '../../../../src/notices/lang.js';
import type { PlanHeader, PlanRecord } from '../../../../src/remedy/plan.js';
import { writePlanPage } from '../../../../src/report/plan/plan-page.js';
import { PlanSurvey, PLAN_ORDERS_MAX, type DoneSteps } from '../../../../src/report/plan/survey.js';
import type { Lang } from '../../../../src/text/lang.js';
import {
  at,
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

const NOW = at('2026-08-06T09:00:00+09:00');

interface PageInput {
  readonly header?: PlanHeader;
  readonly lang?: Lang;
  readonly now?: number;
  readonly done?: DoneSteps;
}

function pageOf(
  records: readonly PlanRecord[],
  { header = fakeHeader(), lang = 'en', now = NOW, done }: PageInput = {},
): string {
  const survey = new PlanSurvey({ header, now, done });
  for (const record of records) survey.add(record);
  const trailer = fakeTrailer(header, records);
  const pieces: string[] = [];
  writePlanPage(
    { header, trailer, approvals: [], survey, now, lang, toolVersion: '0.0.0' },
    { write: (text) => void pieces.push(text) },
  );
  return pieces.join('');
}

/** The page without its data and script: what a reader without scripts is shown. */
function shownPart(page: string): string {
  return page.replace(/<script[^>]*>.*?<\/script>/gs, '').replaceAll('\u00a0', ' ');
}

function firstScreenOf(page: string): string {
  return /<header class="top">.*?<\/header>/s.exec(shownPart(page))?.[0] ?? '';
}

function deadlineRows(page: string): readonly (readonly (string | undefined)[])[] {
  const section = /<section id="deadlines">.*?<\/section>/s.exec(shownPart(page))?.[0] ?? '';
  return [...section.matchAll(/<tr><td(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...`<td${row}`.matchAll(/>([^<]*)<\/td>/g)].map(([, text]) => text),
  );
}

function dataOf(page: string): { readonly orders: readonly (readonly (string | number)[])[] } {
  const text = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return JSON.parse(text) as { orders: (string | number)[][] };
}

describe('the page of a plan', () => {
  it('allows its one script and its one style sheet by their digests, and asks nothing of the network', () => {
    const page = pageOf([...fakeRecords(60)]);
    const digestOf = (text = ''): string => createHash('sha256').update(text).digest('base64');
    const script = /<script>(.*?)<\/script>/s.exec(page)?.[1];
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1];
    expect(page).toContain(
      `script-src &#39;sha256-${digestOf(script)}&#39;; style-src &#39;sha256-${digestOf(style)}&#39;`,
    );
    expect(page).not.toMatch(/https?:|src=|<link|@import|url\(/);
    expect(shownPart(page)).not.toMatch(/ style=| on[a-z]+=/);
  });

  it('answers on its first screen how many, how much, until when, who signs, what coupons cost, and what is final', () => {
    const first = /<header class="top">.*?<\/header>/s.exec(shownPart(pageOf([fakeRecord()])))?.[0] ?? '';
    for (const told of [
      '1 order of 1 customer is decided',
      '28,800 won',
      'by 6 August 2026',
      'Due within 24 h: 1 order, of them late: 0',
      '0 of 1 signed',
      '1 person more must sign, not p-1 who made it',
      '25,800 won',
      'expected 10,320 won',
      'within the budget of 1,000,000,000 won',
      '3 steps are final',
      'refund 1, grant the apology coupon 1, notice to the customer 1',
    ])
      expect(first).toContain(told);
  });

  it('asks for two people from the limit on, and warns of coupons over their budget', () => {
    const { apology } = fakeHeader().policy;
    const header = fakeHeader({}, { apology: { ...apology, budgetMinor: 25_000, whenOver: 'scale' } });
    const shown = shownPart(pageOf([fakeRecord()], { header }));
    expect(shown).toContain('OVER the budget by 800 won');
    expect(shownPart(pageOf([...fakeRecords(100)]))).toContain('0 of 2 signed');
  });

  it('shows how tiers fare where the policy tells them apart, and says so on the first screen', () => {
    const header = tieredHeader();
    const records = tieredRecords([
      ...[1, 2, 3, 4].map((index) => fakeRecord({ id: `A-${index}`, noticeFor: [`A-${index}`] })),
      fakeRecord({ id: 'A-5', noticeFor: ['A-5'] }),
    ]);
    const shown = shownPart(pageOf(records, { header }));
    const first = /<header class="top">.*?<\/header>/s.exec(shown)?.[0] ?? '';
    expect(first).toContain('differs by tier: a customer gets up to 6.25 times the lowest');
    expect(first).toContain('<a href="#tiers">');
    const section = /<section id="tiers">.*?<\/section>/s.exec(shown)?.[0] ?? '';
    const rows = [...section.matchAll(/<tr><td(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...`<td${row}`.matchAll(/>([^<]*)<\/td>/g)].map(([, text]) => text),
    );
    expect(rows).toEqual([
      ['everybody else', '2', '2', '16,000 won', '8,000 won', '1.00 times'],
      ['gold', '2', '2', '40,000 won', '20,000 won', '2.50 times'],
      ['vip', '1', '1', '50,000 won', '50,000 won', '6.25 times'],
      ['everybody else', '2', '0', '0', '0', '5.6 days'],
      ['gold', '2', '0', '0', '0', '5.6 days'],
      ['vip', '1', '0', '0', '0', '5.6 days'],
    ]);
    expect(shownPart(pageOf(records, { header, lang: 'ko' }))).toContain('최대 6.25배');
    expect(shownPart(pageOf([fakeRecord()]))).not.toContain('id="tiers"');
  });

  it('counts money that is late, and forgets what the ledger says is back', () => {
    const late = at('2026-08-07T09:00:00+09:00');
    expect(shownPart(pageOf([fakeRecord()], { now: late }))).toContain(
      'Due within 24 h: 1 order, of them late: 1',
    );
    const shown = shownPart(pageOf([fakeRecord()], { now: late, done: { progressOf: () => 'done' } }));
    expect(shown).toContain('nothing is due');
    expect(shown).toMatch(/data-progress="done"/);
  });

  it('counts orders that a person decides among the deadlines, as to decide by', () => {
    const soon = at('2026-08-06T00:00:00+09:00') - 1;
    const records = [
      fakeRecord(),
      fakeReview({ id: 'A-2', reviewDueAt: soon }),
      fakeReview({ id: 'A-3' }),
      fakeReview({ id: 'A-4', reviewDueAt: at('2026-08-09T00:00:00+09:00') - 1 }),
    ];
    const page = pageOf(records);
    const first = firstScreenOf(page);
    expect(first).toMatch(/<li data-state="bad"><b>by 5 August 2026<\/b>/);
    expect(first).toContain('Due within 24 h: 1 order, of them late: 0');
    expect(first).toContain(
      'to decide by 5 August 2026: the first of 3 orders. Within 24 h: 2 orders, of them late: 1',
    );
    expect(deadlineRows(page)).toEqual([
      ['5 August 2026', '0', '0 won', '1'],
      ['6 August 2026', '1', '28,800 won', '1'],
      ['8 August 2026', '0', '0 won', '1'],
    ]);
    expect(shownPart(page)).toMatch(/>A-2<.*?>A person decides<.*?>2026-08-05</s);
    expect(firstScreenOf(pageOf(records, { lang: 'ko' }))).toContain(
      '사람이 결정할 주문 3건, 가장 이른 기한 2026년 8월 5일. 24시간 안에 기한인 주문 2건, 그중 지난 주문 1건',
    );
  });

  it('leaves an order to decide open whatever the ledger says is done, and shows no such column without one', () => {
    const done: DoneSteps = { progressOf: () => 'done' };
    const first = firstScreenOf(pageOf([fakeRecord(), fakeReview({ id: 'A-2' })], { done }));
    expect(first).toMatch(/<li data-state="warn"><b>by 6 August 2026<\/b>/);
    expect(first).toContain('no money is open');
    expect(first).toContain('to decide by 6 August 2026: 1 order. Within 24 h: 1 order, of them late: 0');
    expect(shownPart(pageOf([fakeRecord()]))).not.toContain('to decide');
    expect(shownPart(pageOf([fakeRecord()]))).not.toContain('To decide');
  });

  it('tells no customer of an undecided order by when it has to be decided', () => {
    const page = shownPart(pageOf([fakeReview({ reviewDueAt: at('2026-09-03T00:00:00+09:00') - 1 })]));
    const told = /<section id="told">.*?<\/section>/s.exec(page)?.[0] ?? '';
    expect(told).toContain('A-1');
    expect(told).not.toMatch(/September|9월|9 ?月/);
  });

  it('says of each step how far it is, and of an order what most needs a look', () => {
    const done: DoneSteps = { progressOf: ({ kind }) => (kind === 'refund' ? 'problem' : 'done') };
    const shown = shownPart(pageOf([fakeRecord()], { done }));
    expect(shown).toMatch(/data-progress="problem"/);
    expect(shown).toMatch(/>refund<.*?>needs a look</s);
  });

  it('holds every order as data, with exact amounts, and writes the first fifty out', () => {
    const records = [...fakeRecords(120)];
    const page = pageOf(records);
    expect(dataOf(page).orders).toHaveLength(120);
    expect(shownPart(page).match(/<tr data-decision=/g)).toHaveLength(50);
    const paid = records.map(({ payments }) =>
      payments.reduce((sum, { kind, amountMinor }) => sum + (kind === 'restore-points' ? 0 : amountMinor), 0),
    );
    expect(dataOf(page).orders.map((order) => order[4])).toEqual(paid);
  });

  it('says when it does not hold all orders', () => {
    const header = fakeHeader();
    const survey = new PlanSurvey({ header, now: NOW });
    const record = fakeRecord({ noticeFor: undefined, coupon: undefined });
    for (let count = 0; count <= PLAN_ORDERS_MAX; count++) survey.add(record);
    expect(survey.rows).toHaveLength(PLAN_ORDERS_MAX);
    const trailer = { ...fakeTrailer(header, [record]), count: PLAN_ORDERS_MAX + 1 };
    const pieces: string[] = [];
    const sink = { write: (text: string) => void pieces.push(text) };
    writePlanPage({ header, trailer, approvals: [], survey, now: NOW, lang: 'en', toolVersion: '0' }, sink);
    expect(pieces.join('')).toContain('This page holds the first 50,000 of 50,001 orders');
  });

  it('shows what a customer is told for each way of being decided, in every language', () => {
    const records = [
      fakeRecord(),
      fakeRecord({ id: 'A-2' }),
      fakeRecord({
        id: 'A-3',
        decision: 'review',
        lines: [fakeLine({ decision: 'review', reasons: ['many-units'] })],
      }),
    ];
    const shown = shownPart(pageOf(records, { lang: 'ko' }));
    expect(shown.match(/<details class="told"/g)).toHaveLength(2);
    expect(shown.match(/<details class="letter"/g)).toHaveLength(2 * NOTICE_LANGS.length);
    expect(shown).toContain('주문 2건, 아래는 주문 A-1');
    expect(shown).toContain('申し上げます');
  });

  it('shows the receipt of a draw', () => {
    const header = fakeHeader();
    const trailer = {
      ...fakeTrailer(header, [fakeRecord()]),
      lotteries: [{ commitment: 'c0ffee', seed: 'feed', rule: 'hmac-sha256-lowest-first' as const }],
    };
    const survey = new PlanSurvey({ header, now: NOW });
    survey.add(fakeRecord());
    const pieces: string[] = [];
    const sink = { write: (text: string) => void pieces.push(text) };
    writePlanPage({ header, trailer, approvals: [], survey, now: NOW, lang: 'en', toolVersion: '0' }, sink);
    expect(pieces.join('')).toMatch(/id="lottery".*c0ffee.*feed.*HMAC-SHA-256/s);
  });

  it('lets no text of a plan become markup, script or a turned line', () => {
    const bad = '</script><img src=x onerror=alert(1)>"\'&\u202e=HYPERLINK("x"){{shop}}\ud800';
    const header = fakeHeader({}, { notice: { shopName: bad, contact: bad, appealDays: 3 } });
    const record = fakeRecord({ lines: [fakeLine({ sku: bad })], payments: [fakePayment({ method: bad })] });
    const survey = new PlanSurvey({ header, now: NOW });
    survey.add({ ...record, id: bad });
    const pieces: string[] = [];
    const trailer = fakeTrailer(fakeHeader(), [fakeRecord()]);
    writePlanPage(
      { header, trailer, approvals: [], survey, now: NOW, lang: 'ko', toolVersion: '0' },
      { write: (text) => void pieces.push(text) },
    );
    const page = pieces.join('');
    expect(page).not.toMatch(/<img|\u202e|\p{Cs}/u);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    expect(dataOf(page).orders[0]?.[0]).toBe(
      '</script><img src=x onerror=alert(1)>"\'&=HYPERLINK("x"){{shop}}',
    );
  });
});

describe('the survey of a plan', () => {
  it('counts days of the shop, not of UTC', () => {
    const survey = new PlanSurvey({ header: fakeHeader(), now: NOW });
    survey.add(fakeRecord({ dueAt: at('2026-08-06T00:30:00+09:00') }));
    survey.add(fakeRecord({ id: 'A-2', dueAt: at('2026-08-06T23:59:59+09:00') }));
    expect(survey.dues.map(({ day, orders, moneyMinor }) => [day, orders, moneyMinor])).toEqual([
      ['2026-08-06', 2, 57_600],
    ]);
    expect([survey.moneyOpen.late, survey.moneyOpen.atRisk]).toEqual([1, 2]);
  });

  it('keeps a few hundred ways of being decided at most', () => {
    const survey = new PlanSurvey({ header: fakeHeader(), now: NOW });
    const reasons = [
      'wrong-price',
      'many-units',
      'flagged',
      'no-payment',
      'being-packed',
      'other-currency',
      'drawn-by-lot',
      'amounts-unclear',
      'was-there-first',
      'too-many-orders',
    ] as const;
    for (let bits = 0; bits < 1024; bits++) {
      const some = reasons.filter((_, bit) => (bits & (1 << bit)) !== 0);
      survey.add(fakeRecord({ lines: [fakeLine({ reasons: some })] }));
    }
    expect(survey.reasonSets.size).toBeLessThanOrEqual(504);
    expect([...survey.reasonSets.values()].reduce((sum, { orders }) => sum + orders, 0)).toBe(1024);
    expect(survey.samples.length).toBeLessThanOrEqual(24);
  });
});
