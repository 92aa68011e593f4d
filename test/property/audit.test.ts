import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditCatalog } from '../../src/audit/audit.js';
import type { AuditResult, RankedFinding } from '../../src/audit/result.js';
import { offersSource } from '../../src/audit/source.js';
import { makeOffer, type Offer } from '../../src/catalog/offer.js';
import { offerArbitrary } from '../../src/testing/arbitraries.js';
import { TEST_NOW } from '../../src/testing/facts.js';
import { builtInPolicy } from '../../src/wire/policy.js';

const policy = builtInPolicy();

async function audit(batches: readonly (readonly Offer[])[], seed = 0): Promise<AuditResult> {
  const catalog = batches.map((offers, index) => offersSource(`part-${String(index)}`, offers));
  return auditCatalog({ catalog, policy, now: TEST_NOW, seed });
}

/** A finding without what legitimately depends on where its row stands. */
function placeless(result: AuditResult): string[] {
  return result.findings
    .filter((finding) => finding.evidence['trigger'] !== 'repeated-block')
    .map(({ file: _file, line: _line, evidence, ...rest }: RankedFinding) =>
      JSON.stringify({ ...rest, evidence: withoutLines(evidence) }),
    )
    .sort();
}

function withoutLines(evidence: RankedFinding['evidence']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(evidence).filter(([key]) => !/(line|file)s?$/i.test(key)));
}

const catalogue = fc.array(
  offerArbitrary({ currency: 'KRW', maximumMinor: 5_000_000 }).map((offer) => ({
    ...offer,
    // Few SKUs and lists, so that duplicates, channels and tiers really meet.
    sku: `S-${String(offer.sku.length % 7)}`,
    priceList: offer.priceList.length % 2 === 0 ? 'a' : 'b',
  })),
  { minLength: 1, maxLength: 40 },
);

describe('the audit', () => {
  it('finds the same whatever the order of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue, fc.infiniteStream(fc.nat()), async (offers, numbers) => {
        const shuffled = [...offers];
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = (numbers.next().value ?? 0) % (i + 1);
          [shuffled[i], shuffled[j]] = [shuffled[j] as Offer, shuffled[i] as Offer];
        }
        expect(placeless(await audit([shuffled]))).toEqual(placeless(await audit([offers])));
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same in one file as in two, and with any seed', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue, fc.nat(40), fc.integer(), async (offers, cut, seed) => {
        const whole = await audit([offers]);
        const parts = await audit([offers.slice(0, cut), offers.slice(cut)], seed);
        expect(placeless(parts)).toEqual(placeless(whole));
      }),
      { numRuns: 200 },
    );
  });

  it('gives rows of one SKU and price the same ids when the catalogue is cut into other files', async () => {
    const row = (channel: string): Offer =>
      makeOffer({ sku: 'EP-100', currency: 'KRW', priceMinor: 1, channel });
    const whole = await audit([[row('web'), row('app'), row('shop')]]);
    // The third row now stands in an earlier line than the second.
    const parts = await audit([[row('web'), row('app')], [row('shop')]]);
    expect(placeless(parts)).toEqual(placeless(whole));
  });

  it('never passes an offer that no rule could compare with anything', async () => {
    await fc.assert(
      fc.asyncProperty(offerArbitrary(), async (offer) => {
        const bare = { ...offer, listPriceMinor: undefined, previousPriceMinor: undefined };
        const result = await audit([[bare]]);
        expect(result.findings.filter((finding) => finding.sku === offer.sku).map((f) => f.ruleId)).toContain(
          'no-reference',
        );
      }),
    );
  });

  it('judges every row it counts: judged, not judged and off add up for every rule', async () => {
    await fc.assert(
      fc.asyncProperty(catalogue, async (offers) => {
        const { summary } = await audit([offers]);
        for (const entry of summary.coverage)
          expect(entry.judged + entry.notJudged + entry.off).toBe(summary.judged);
      }),
      { numRuns: 100 },
    );
  });
});
