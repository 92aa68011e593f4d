import { describe, expect, it } from 'vitest';
import { APPROVAL_REFUSALS } from '../../../../src/catalog/approval.js';
import type { Facts, OfferApprovals } from '../../../../src/pricing/facts.js';
import { unapprovedChange as rule } from '../../../../src/pricing/rules/unapproved-change.js';
import { finding, outcome, reference, sentence } from './judging.js';

function answering(answer: ReturnType<OfferApprovals['answer']>): Partial<Facts> {
  return { approvals: { answer: () => answer } };
}

const MISSING = answering({ kind: 'missing' });
const APPROVED = answering({ kind: 'approved' });
const EXPIRED = answering({ kind: 'refused', refusal: 'expired' });

describe('unapproved-change', () => {
  it('answers not-judged while approvals are not in use', () => {
    expect(outcome(rule, { row: { priceMinor: 100 }, facts: { formerPriceMinor: 1000 } })).toBe('not-judged');
  });

  it('answers not-judged where nobody knows the price before', () => {
    expect(outcome(rule, { row: { priceMinor: 100 }, facts: { ...MISSING } })).toBe('not-judged');
  });

  it.each([
    [1000, 1000, 'pass'],
    [600, 1000, 'warn'],
    [599, 1000, 'block'],
    [1001, 1000, 'warn'],
    [0, 1000, 'block'],
    [-1, 1000, 'block'],
    [5, 0, 'warn'],
    [-5, 0, 'warn'],
  ])('judges a price of %i after %i that nobody approved as %s', (priceMinor, formerPriceMinor, expected) => {
    expect(outcome(rule, { row: { priceMinor }, facts: { ...MISSING, formerPriceMinor } })).toBe(expected);
  });

  it('measures the depth from the reference or the price before, whichever is higher', () => {
    const facts = { ...MISSING, formerPriceMinor: 1000 };
    // A list price lowered along with the price does not hide the fall from 1,000.
    const judgedBy = { ...facts, reference: reference(600) };
    expect(outcome(rule, { row: { priceMinor: 599 }, facts: judgedBy })).toBe('block');
    expect(outcome(rule, { row: { priceMinor: 600 }, facts: judgedBy })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 990 }, facts: { ...facts, reference: reference(9000) } })).toBe(
      'block',
    );
    expect(
      outcome(rule, { row: { priceMinor: 1001 }, facts: { ...facts, reference: reference(9000) } }),
    ).toBe('warn');
  });

  it('takes the limit of the policy', () => {
    const facts = { ...MISSING, formerPriceMinor: 1000 };
    expect(outcome(rule, { row: { priceMinor: 599 }, facts, values: { blockBps: 5000 } })).toBe('warn');
    expect(outcome(rule, { row: { priceMinor: 999 }, facts, values: { blockBps: 0 } })).toBe('block');
  });

  it('takes a row that the previous catalogue does not have for new, whatever its history says', () => {
    const facts = { ...MISSING, hasPreviousCatalogue: true, formerPriceMinor: 1000 };
    expect(outcome(rule, { row: { priceMinor: 1000 }, facts })).toBe('warn');
    expect(finding(rule, { row: { priceMinor: 1000 }, facts }).evidence['trigger']).toBe('new');
    const deep = { ...facts, reference: reference(10_000) };
    expect(outcome(rule, { row: { priceMinor: 1000 }, facts: deep })).toBe('block');
    const same = { priceMinor: 1000, pack: undefined, content: undefined, contentUnit: undefined };
    expect(outcome(rule, { row: { priceMinor: 1000 }, facts: { ...facts, previous: same } })).toBe('pass');
  });

  it('passes what is approved, and names why an approval does not hold', () => {
    const row = { priceMinor: 100 };
    expect(outcome(rule, { row, facts: { ...APPROVED, formerPriceMinor: 1000 } })).toBe('pass');
    expect(outcome(rule, { row, facts: { ...APPROVED, hasPreviousCatalogue: true } })).toBe('pass');
    const refused = finding(rule, { row, facts: { ...EXPIRED, formerPriceMinor: 1000 } });
    expect(refused.severity).toBe('block');
    expect(refused.evidence['reason']).toBe('expired');
    expect(refused.measured).toEqual({ value: 'expired', unit: 'text' });
  });

  it('does not ask for approvals of a price that stayed', () => {
    const approvals: OfferApprovals = {
      answer: () => {
        throw new Error('asked');
      },
    };
    expect(outcome(rule, { row: { priceMinor: 5 }, facts: { approvals, formerPriceMinor: 5 } })).toBe('pass');
  });

  it('says what changed and that nobody approved it', () => {
    const changed = { row: { priceMinor: 13_600 }, facts: { ...MISSING, formerPriceMinor: 136_000 } };
    expect(sentence(rule, 'en', changed)).toBe(
      'The price went from 136,000 won to 13,600 won, 90 % below 136,000 won. Nobody has approved it.',
    );
    expect(sentence(rule, 'ko', changed)).toBe(
      '가격이 136,000원에서 13,600원으로 바뀌었습니다. 기준 136,000원보다 90% 낮습니다. 승인한 사람이 없습니다.',
    );
    const fresh = { row: { priceMinor: 13_600 }, facts: { ...MISSING, hasPreviousCatalogue: true } };
    expect(sentence(rule, 'en', fresh)).toBe('The row is new at 13,600 won. Nobody has approved it.');
    expect(sentence(rule, 'ko', fresh)).toBe('13,600원으로 새로 올라온 행입니다. 승인한 사람이 없습니다.');
  });

  it('says why an approval does not hold, for every reason', () => {
    for (const lang of ['en', 'ko'] as const) {
      const sentences = APPROVAL_REFUSALS.map((refusal) =>
        sentence(rule, lang, {
          row: { priceMinor: 200_000 },
          facts: { ...answering({ kind: 'refused', refusal }), formerPriceMinor: 100_000 },
        }),
      );
      expect(new Set(sentences).size).toBe(APPROVAL_REFUSALS.length);
      for (const text of sentences) expect(text).toMatch(/\.$/);
    }
    const expired = { row: { priceMinor: 2 }, facts: { ...EXPIRED, formerPriceMinor: 1 } };
    expect(sentence(rule, 'en', expired)).toContain('Its approval does not hold: it has expired.');
    expect(sentence(rule, 'ko', expired)).toContain('승인이 있지만 무효입니다. 승인 기간이 끝났습니다.');
  });
});
