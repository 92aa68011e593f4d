import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApprovalDesk } from '../../src/approvals/approval-desk.js';
import { rowHash } from '../../src/approvals/row-hash.js';
import { approvalIdOf, signApproval } from '../../src/approvals/sign-approval.js';
import type { Approval, ApprovalScope, SignedApproval } from '../../src/catalog/approval.js';
import type { Finding } from '../../src/catalog/finding.js';
import type { Offer, OfferInit } from '../../src/catalog/offer.js';
import { isGuardError } from '../../src/core/errors.js';
import { DAY_MS } from '../../src/core/clock.js';
import { approvalLine, readApprovals } from '../../src/wire/approvals.js';
import { approvalOf, findingOn, KEYS, NOW, offerOf, policyOf, rowOf } from '../unit/approvals/making.js';

const RULES = ['deep-markdown', 'worst-stack', 'below-cost', 'absolute-floor'] as const;
const REFERENCE = 10_000;

/** Mostly the first, so that checks in a row are often all passed. */
function mostly<T>(usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** Few values, so that approvals and rows often meet and often just miss. */
const offers: fc.Arbitrary<Offer> = fc
  .record({
    sku: fc.constantFrom('A', 'B'),
    priceList: fc.constantFrom('default', 'members'),
    currency: fc.constantFrom('KRW' as const, 'USD' as const),
    priceMinor: mostly(1000, 0, 4999, 5000),
    category: mostly<string | undefined>('Audio > Earphones', undefined, 'Audio', 'Audiobooks'),
    channel: fc.constantFrom(undefined, 'app'),
    stockToSell: mostly<number | undefined>(5, undefined, 6),
    author: mostly<string | undefined>('p-9', undefined, 'p-1'),
    lastEditor: mostly<string | undefined>(undefined, 'p-3'),
    gift: fc.constantFrom(undefined, true),
    saleStartsAt: mostly<number | undefined>(undefined, NOW, NOW + 5),
    saleEndsAt: mostly<number | undefined>(undefined, NOW + 5, NOW + 9),
  })
  .map(offerOf);

const findings: fc.Arbitrary<(offer: Offer) => Finding> = fc
  .record({
    ruleId: mostly<string>('deep-markdown', ...RULES),
    severity: mostly<Finding['severity']>('block', 'warn', 'info'),
    referenceMinor: mostly<number | undefined>(REFERENCE, undefined),
    payableMinor: fc.constantFrom(undefined, 0, 900, 4999),
  })
  .map(({ payableMinor, ...rest }) => {
    const evidence = payableMinor === undefined ? {} : { payableMinor };
    return (offer: Offer) =>
      findingOn(offer, { ...rest, evidence: rest.ruleId === 'worst-stack' ? evidence : {} });
  });

function scopesOf(offer: Offer): fc.Arbitrary<ApprovalScope> {
  const { priceList, currency } = offer;
  return fc.oneof(
    fc.tuple(offers, fc.constantFrom(0, 900, 1000)).map(([other, floorMinor]): ApprovalScope => {
      const floored = { floorMinor: Math.min(floorMinor, other.priceMinor) };
      return { kind: 'rows', rows: [rowOf(other, floored)] };
    }),
    fc.constantFrom(0, 900, 1000).map((floorMinor): ApprovalScope => {
      const floored = { floorMinor: Math.min(floorMinor, offer.priceMinor) };
      return { kind: 'rows', rows: [rowOf(offer, floored)] };
    }),
    fc
      .record({
        category: fc.constantFrom(undefined, 'Audio', 'Video'),
        skus: fc.constantFrom(undefined, ['A'], ['B', 'C']),
        markdownMaxBps: fc.constantFrom(5000, 5001, 9000, 9100, 10_000),
      })
      .map(({ category, skus, markdownMaxBps }): ApprovalScope => {
        const named = skus === undefined ? { category, skus } : { category: undefined, skus };
        return { kind: 'markdown', ...named, priceList, currency, markdownMaxBps };
      }),
  );
}

function approvalsFor(offer: Offer): fc.Arbitrary<SignedApproval> {
  return fc
    .record({
      scope: scopesOf(offer),
      rules: fc.subarray(['deep-markdown', 'worst-stack', 'below-cost'], { minLength: 1 }),
      startsAt: mostly<number | undefined>(undefined, NOW, NOW + 1),
      endsAt: mostly<number | undefined>(undefined, NOW + 5, NOW + 9),
      quantityMax: mostly<number | undefined>(undefined, 5),
      signedAt: mostly(NOW, NOW - DAY_MS, NOW + 1),
      expiresAt: mostly(NOW + 13 * DAY_MS, NOW, NOW + 2, NOW + 14 * DAY_MS + 1),
      nonce: fc.constantFrom('0'.repeat(32), '1'.repeat(32)),
      key: mostly(KEYS.lead, KEYS.merchandiser, KEYS.second, KEYS.stranger),
      hasUnwaivable: mostly(false, true),
    })
    .map(({ key, hasUnwaivable, rules, ...init }) => {
      const named = hasUnwaivable ? [...rules, 'absolute-floor'] : rules;
      return signApproval({ ...approvalOf(offer), ...init, rules: named }, key);
    });
}

/** The rules of approvals once more, in the words of the documentation and with no index: slow and plain. */
function holds({ approval, keyId }: SignedApproval, finding: Finding, offer: Offer): boolean {
  const person = { [KEYS.lead.keyId]: 'p-1', [KEYS.merchandiser.keyId]: 'p-2', [KEYS.second.keyId]: 'p-3' }[
    keyId
  ];
  if (person === undefined || approval.rules.includes('absolute-floor')) return false;
  if (!approval.rules.includes(finding.ruleId) || finding.severity === 'info') return false;
  if (person === 'p-2' && finding.ruleId === 'below-cost') return false;
  if (offer.author === person || offer.lastEditor === person) return false;
  if (approval.signedAt > NOW || approval.expiresAt <= NOW) return false;
  if ((approval.expiresAt - approval.signedAt) / DAY_MS > 14) return false;
  const states = offer.saleStartsAt !== undefined || offer.saleEndsAt !== undefined;
  const starts = states ? (offer.saleStartsAt ?? -Infinity) : NOW;
  const ends = states ? (offer.saleEndsAt ?? Infinity) : NOW + 1;
  if (starts < (approval.startsAt ?? -Infinity) || ends > (approval.endsAt ?? Infinity)) return false;
  if ((offer.stockToSell ?? Infinity) > (approval.quantityMax ?? Infinity)) return false;
  return covers(approval.scope, finding, offer, person);
}

function covers(scope: ApprovalScope, finding: Finding, offer: Offer, person: string): boolean {
  const payable = finding.ruleId === 'worst-stack' ? finding.evidence['payableMinor'] : offer.priceMinor;
  if (typeof payable !== 'number') return false;
  if (payable <= 0 && !(offer.gift === true && offer.priceMinor === 0)) return false;
  if (scope.kind === 'rows') {
    const hash = rowHash(offer);
    return scope.rows.some((row) => row.rowHash === hash && payable >= row.floorMinor);
  }
  if (scope.kind !== 'markdown' || person === 'p-2') return false;
  if (scope.priceList !== offer.priceList || scope.currency !== offer.currency) return false;
  if (scope.skus !== undefined && !scope.skus.includes(offer.sku)) return false;
  if (scope.category !== undefined && !`${offer.category ?? ''} > `.startsWith(`${scope.category} > `))
    return false;
  return finding.referenceMinor !== undefined && (1 - payable / REFERENCE) * 10_000 <= scope.markdownMaxBps;
}

describe('approvals', () => {
  it('downgrade what they name and nothing else, as told by plain words', () => {
    const cases = offers.chain((offer) =>
      fc.tuple(fc.constant(offer), findings, fc.array(approvalsFor(offer), { maxLength: 4 })),
    );
    let approvedCount = 0;
    fc.assert(
      fc.property(cases, ([offer, make, approvals]) => {
        const finding = make(offer);
        const desk = new ApprovalDesk({ policy: policyOf(), approvals, now: NOW });
        const said = desk.judgeOffer(finding, offer);
        const holding = approvals.filter((one) => holds(one, finding, offer));
        const ids = [...new Set(holding.map(({ approval }) => approvalIdOf(approval)))].sort();
        expect(said?.kind === 'approved' ? said.approvalIds : []).toEqual(ids);
        if (ids.length > 0) approvedCount += 1;
        // What no approval names by its rule is not even spoken of.
        if (!approvals.some(({ approval }) => approval.rules.includes(finding.ruleId)))
          expect(said).toBeUndefined();
      }),
      { numRuns: 1500 },
    );
    // The property would hold of a desk that approves nothing, if nothing were ever to be approved.
    expect(approvedCount).toBeGreaterThan(100);
  });

  it('of rows are void after any single edit that bears on the price', () => {
    const edits: fc.Arbitrary<Partial<OfferInit>> = fc.oneof(
      fc.record({ sku: fc.stringMatching(/^[A-Z]{3,6}$/) }),
      fc.record({ priceList: fc.stringMatching(/^[a-z]{2,6}$/) }),
      fc.record({ currency: fc.constantFrom('JPY' as const, 'EUR' as const) }),
      fc.record({ priceMinor: fc.integer({ min: 1 }) }),
      fc.record({ listPriceMinor: fc.nat() }),
      fc.record({ discountMinor: fc.nat() }),
      fc.record({ claimedMarkdownBps: fc.nat({ max: 10_000 }) }),
      fc.record({ pack: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ content: fc.double({ min: 0.001, max: 1e6, noNaN: true }) }),
      fc.record({ contentUnit: fc.constantFrom('ml', 'l') }),
      fc.record({ taxBasis: fc.constantFrom('included' as const, 'excluded' as const) }),
      fc.record({ channel: fc.stringMatching(/^[a-z]{1,9}$/) }),
      fc.record({ tier: fc.stringMatching(/^[a-z]{1,9}$/) }),
      fc.record({ quantityMin: fc.integer({ min: 1, max: 1000 }) }),
      fc.record({ condition: fc.constantFrom('used' as const, 'new' as const) }),
      fc.record({ saleStartsAt: fc.nat() }),
      fc.record({ saleEndsAt: fc.nat() }),
      fc.record({ promotionRefs: fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,3}$/), { minLength: 1 }) }),
      fc.record({ gift: fc.constant(true) }),
    );
    const offer = offerOf();
    const signed = signApproval(approvalOf(offer), KEYS.lead);
    const desk = new ApprovalDesk({ policy: policyOf(), approvals: [signed], now: NOW });
    expect(desk.judgeOffer(findingOn(offer), offer)?.kind).toBe('approved');
    fc.assert(
      fc.property(edits, (edit) => {
        const edited = offerOf(edit);
        fc.pre(Object.entries(edit).some(([field, value]) => value !== offer[field as keyof Offer]));
        expect(desk.judgeOffer(findingOn(edited), edited)?.kind).not.toBe('approved');
      }),
      { numRuns: 500 },
    );
  });

  it('are void after any change of a character, of what they say or of the signature', () => {
    const offer = offerOf();
    const line = approvalLine(signApproval(approvalOf(offer), KEYS.lead));
    const approves = (text: string): boolean => {
      let approvals: readonly SignedApproval[];
      try {
        approvals = readApprovals(text, { file: 'approvals.jsonl' });
      } catch (error) {
        if (isGuardError(error, 'input')) return false;
        throw error;
      }
      const desk = new ApprovalDesk({ policy: policyOf(), approvals, now: NOW });
      return desk.judgeOffer(findingOn(offer), offer)?.kind === 'approved';
    };
    expect(approves(line)).toBe(true);
    fc.assert(
      fc.property(
        fc.nat({ max: line.length - 1 }),
        fc.oneof(
          fc.constantFrom('0', '1', 'a', 'A', '"', ' ', '\n', '\u0000'),
          fc.string({ maxLength: 3, unit: 'binary' }),
        ),
        (at, put) => {
          const changed = line.slice(0, at) + put + line.slice(at + 1);
          fc.pre(changed !== line && changed.trim() !== line);
          expect(approves(changed)).toBe(false);
        },
      ),
      { numRuns: 800 },
    );
  });

  it('are read back as they were written', () => {
    const lines = offers.chain((offer) =>
      fc.uniqueArray(approvalsFor(offer), { maxLength: 5, selector: approvalLine }),
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n', '\n\n'), (approvals, end) => {
        const honest = approvals.filter(({ approval }) => isReadable(approval));
        const text = honest.map((one) => approvalLine(one) + end).join('');
        expect(readApprovals(text, { file: 'approvals.jsonl' })).toEqual(honest);
        expect(readApprovals(`\ufeff${text}`, { file: 'approvals.jsonl' })).toEqual(honest);
      }),
      { numRuns: 200 },
    );
  });
});

/** The generator also makes windows and dates that are upside down, which a reader refuses. */
function isReadable({ signedAt, expiresAt }: Approval): boolean {
  return signedAt < expiresAt;
}
