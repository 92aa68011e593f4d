import { describe, expect, it } from 'vitest';
import type { ApologyForm } from '../../../src/catalog/remedy-policy.js';
import { explainDecision, noticeOf } from '../../../src/notices/explain.js';
import { NOTICE_LANGS } from '../../../src/notices/lang.js';
import { DECISION_REASONS, type DecisionReason, type LineDecision } from '../../../src/remedy/plan.js';
import { at, FAKE_POLICY, fakeHeader, fakeLine, fakePayment, fakeRecord } from '../report/plan/fake-plan.js';

const header = fakeHeader();

function oneLine(decision: LineDecision, reasons: readonly DecisionReason[]) {
  const cancelledUnits = decision === 'cancel' ? 2 : decision === 'partial' ? 1 : 0;
  return fakeRecord({
    decision,
    lines: [fakeLine({ decision, cancelledUnits, refundMinor: cancelledUnits * 12_900, reasons })],
  });
}

describe.each(NOTICE_LANGS)('an explanation in %s', (lang) => {
  const tell = (record: ReturnType<typeof fakeRecord>): string =>
    explainDecision({ header, record, lang }).text;

  it.each(DECISION_REASONS)('has a sentence of its own for %s', (reason) => {
    const without = tell(oneLine('review', []));
    const told = tell(oneLine('review', [reason]));
    expect(told.length).toBeGreaterThan(without.length);
    expect(told).not.toMatch(/undefined|\[object|NaN/);
    const others = DECISION_REASONS.filter((other) => other !== reason);
    expect(others.map((other) => tell(oneLine('review', [other])))).not.toContain(told);
  });

  it('tells each decision apart', () => {
    const texts = (['cancel', 'partial', 'honour', 'review'] as const).map((decision) =>
      tell(oneLine(decision, ['wrong-price'])),
    );
    expect(new Set(texts).size).toBe(4);
  });

  const KINDS = ['void', 'refund', 'account-refund', 'restore-points'] as const;

  it('tells of each kind of payment in its own way, with its exact amount', () => {
    const told = KINDS.map((kind) => {
      const record = fakeRecord({
        payments: [fakePayment({ kind, amountMinor: 1_234_567 })],
        shippingMinor: 0,
      });
      const { parts } = explainDecision({ header, record, lang });
      return parts.find(({ topic }) => topic === 'refunds')?.lines.join(' ') ?? '';
    });
    for (const text of told) expect(text).toContain('1,234,567');
    expect(new Set(told).size).toBe(KINDS.length);
    // Only who has to name an account is told of the days for it.
    expect(told.map((text) => text.includes('30'))).toEqual([false, false, true, false]);
  });

  it('tells of a gift card apart from a card', () => {
    const card = tell(fakeRecord({ payments: [fakePayment({ amountMinor: 5_000 })] }));
    const gift = tell(fakeRecord({ payments: [fakePayment({ amountMinor: 5_000, method: 'gift-card' })] }));
    expect(gift).not.toBe(card);
  });

  it('names shop, order, goods, both prices, contact, the days to object, and the latest day', () => {
    const told = explainDecision({ header, record: fakeRecord(), lang });
    expect(told.title).toContain('A-1');
    for (const part of [
      '하이마켓',
      'A-1',
      'EP-100',
      '12,900',
      '129,000',
      '1588-0000',
      '14',
      '28,800',
      '3,000',
    ])
      expect(told.text).toContain(part);
    const day = lang === 'en' ? '6 August 2026' : lang === 'ko' ? '2026년 8월 6일' : '2026年8月6日';
    expect(told.text).toContain(day);
  });

  it('tells the window by the clock of the shop, its last minute included', () => {
    const told = tell(fakeRecord());
    expect(told).toMatch(/10:00.*10:12/);
  });

  it('tells the coupon with its share, its most, the least purchase and the last day', () => {
    const told = tell(fakeRecord());
    expect(told).toMatch(/10 ?%/);
    for (const part of ['25,800', '30,000', '30']) expect(told).toContain(part);
  });

  it('tells the coupon of the own tier, and no other: a share where it is one, no tier by name', () => {
    const { apology } = FAKE_POLICY;
    const byTier = [
      { tier: 'gold', form: { kind: 'amount', amountMinor: 77_000 } as const },
      { tier: 'vip', form: { ...apology.form, rateBps: 2_500 } as ApologyForm },
    ];
    const tiered = fakeHeader({}, { apology: { ...apology, byTier } });
    const toldTo = (tier: string | undefined, amountMinor: number): string => {
      const record = fakeRecord({ tier, coupon: { amountMinor, tier, codeSha256: undefined } });
      return explainDecision({ header: tiered, record, lang }).text;
    };
    const [others, gold, vip] = [toldTo(undefined, 12_900), toldTo('gold', 77_000), toldTo('vip', 32_200)];
    expect(others).toMatch(/10 ?%/);
    expect(gold).toContain('77,000');
    expect(gold).not.toMatch(/10 ?%|25 ?%/);
    expect(vip).toMatch(/25 ?%/);
    expect(vip).toContain('32,200');
    expect(others + vip).not.toContain('77,000');
    expect(others + gold + vip).not.toMatch(/gold|vip/);
  });

  it('tells the coupon that stands in another order of the customer', () => {
    const record = fakeRecord({ coupon: undefined });
    const other = fakeRecord({ id: 'A-0', coupon: { amountMinor: 77_700, codeSha256: undefined } });
    expect(explainDecision({ header, record, lang }).text).not.toContain('77,700');
    expect(explainDecision({ header, record, orders: [other], lang }).text).toContain('77,700');
  });

  it('tells a receiver no price and no payment', () => {
    const record = fakeRecord({ receiver: 'k1:someone', earnedPoints: 987 });
    const told = explainDecision({ header, record, lang, audience: 'receiver' });
    expect(told.text).toContain('EP-100');
    expect(`${told.title} ${told.text}`).not.toMatch(/12,900|129,000|25,800|28,800|3,000|987|%/);
  });

  it('names no customer, no maker and no reason by its code', () => {
    const record = fakeRecord({
      receiver: 'k1:receiver-of-it',
      lines: [fakeLine({ reasons: ['wrong-price', 'flagged'] })],
    });
    const told = JSON.stringify(explainDecision({ header, record, lang }));
    expect(told).not.toContain(record.customer);
    expect(told).not.toContain('receiver-of-it');
    expect(told).not.toMatch(/p-1|wrong-price|flagged|pay-1/);
  });

  it('is one notice over several orders, the window told once', () => {
    const records = [
      fakeRecord(),
      fakeRecord({
        id: 'A-2',
        decision: 'honour',
        lines: [fakeLine({ decision: 'honour', reasons: ['already-delivered'] })],
      }),
      fakeRecord({
        id: 'A-3',
        lines: [fakeLine({ reasons: ['not-enough-units'], intendedMinor: undefined })],
      }),
    ];
    const told = noticeOf({ header, records, lang });
    for (const id of ['A-1', 'A-2', 'A-3']) expect(told.text).toContain(id);
    expect(told.text.match(/10:12/g)).toHaveLength(1);
    expect(told.title).not.toBe(noticeOf({ header, records: records.slice(0, 1), lang }).title);
  });
});

describe('an explanation', () => {
  it('writes particles after Korean amounts as they are read', () => {
    const usd = fakeHeader({ currency: 'USD' });
    const told = explainDecision({ header: usd, record: fakeRecord(), lang: 'ko' }).text;
    expect(told).toContain('129.00달러로 표시되었으나');
    expect(explainDecision({ header, record: fakeRecord(), lang: 'ko' }).text).toContain(
      '12,900원으로 표시되었으나',
    );
  });

  it('tells what is worth knowing of a shipped parcel, of points and of miles', () => {
    const record = fakeRecord({
      status: 'shipped',
      earnedPoints: 129,
      partnerMiles: { partner: 'SkyMiles', miles: 25 },
      couponRefs: ['c-1', 'c-2'],
    });
    const told = explainDecision({ header, record, lang: 'en' }).text;
    for (const part of ['on its way', '129 points', '25 miles', 'SkyMiles', '2 coupons'])
      expect(told).toContain(part);
  });

  it('promises nothing of money where nothing was paid', () => {
    const told = explainDecision({
      header,
      record: fakeRecord({ payments: [], dueAt: undefined }),
      lang: 'en',
    });
    expect(told.text).toContain('Nothing was paid');
    expect(told.title).not.toContain('money');
    const voided = fakeRecord({ payments: [fakePayment({ kind: 'void' })] });
    expect(explainDecision({ header, record: voided, lang: 'en' }).title).not.toContain('money');
    expect(explainDecision({ header, record: fakeRecord(), lang: 'en' }).title).toContain('money');
    expect(told.parts.filter(({ topic }) => topic === 'refunds')).toEqual([
      expect.objectContaining({ lines: ['This includes 3,000 won for shipping.'] }),
    ]);
  });

  it('tells a deadline within a day with its time', () => {
    const record = fakeRecord({ dueAt: at('2026-08-06T15:30:00+09:00') });
    expect(explainDecision({ header, record, lang: 'en' }).text).toContain('by 15:30 on 6 August 2026');
  });

  it.each(NOTICE_LANGS)('promises no day in %s that was over when the plan was made', (lang) => {
    const tell = (dueAt: number): readonly string[] =>
      explainDecision({ header, record: fakeRecord({ dueAt }), lang }).parts.find(
        ({ topic }) => topic === 'refunds',
      )?.lines ?? [];
    const late = tell(header.madeAt - 1);
    const inTime = tell(header.madeAt);
    const wordsOf = (lines: readonly string[]): string => (lines.at(-1) ?? '').replace(/[\d:]+/g, '#');
    expect(late).toHaveLength(inTime.length);
    expect(wordsOf(late)).not.toBe(wordsOf(inTime));
  });

  it('uses the names of goods it is given', () => {
    const told = explainDecision({
      header,
      record: fakeRecord(),
      lang: 'en',
      nameOf: ({ sku }) => `Earphones (${sku})`,
    });
    expect(told.text).toContain('- Earphones (EP-100), 2 units');
  });

  it('refuses to tell one customer of the order of another', () => {
    const stranger = fakeRecord({ id: 'B-1', customer: 'k1:stranger' });
    const input = { header, record: fakeRecord(), orders: [stranger], lang: 'en' } as const;
    expect(() => explainDecision(input)).toThrow('two customers');
    expect(() => noticeOf({ header, records: [], lang: 'en' })).toThrow('1 to 1000');
  });
});

describe('hostile values', () => {
  const bad = '<script>alert(1)</script>{{order}}{shop}=HYPERLINK("x")\u202e\u0007\ud800\u2028end';

  it.each(NOTICE_LANGS)('stay text in %s: no control, no turned direction, no half of a pair', (lang) => {
    const hostile = fakeHeader({}, { notice: { shopName: bad, contact: bad, appealDays: 14 } });
    const record = fakeRecord({
      lines: [fakeLine({ sku: bad })],
      payments: [fakePayment({ method: bad })],
      partnerMiles: { partner: bad, miles: 5 },
    });
    const { title, text } = explainDecision({ header: hostile, record, lang });
    expect(`${title}${text}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e\u2028]|\p{Cs}/u);
    expect(text).toContain('{{order}}{shop}=HYPERLINK');
  });
});
