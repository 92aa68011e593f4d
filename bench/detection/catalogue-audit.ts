import { auditCatalog } from '../../src/audit/audit.js';
import { PreviousTable } from '../../src/audit/previous-table.js';
import type { HistoryLookup } from '../../src/audit/row-facts.js';
import { offersSource } from '../../src/audit/source.js';
import { isAtLeast } from '../../src/catalog/finding.js';
import { makeOffer, type OfferInit } from '../../src/catalog/offer.js';
import { offerKey } from '../../src/catalog/offer-key.js';
import { DAY_MS } from '../../src/core/clock.js';
import { builtInPolicy } from '../../src/wire/policy.js';
import type { SkuDay } from './sku-day.js';

/** What a whole audit said. */
export interface AuditOutcome {
  readonly rowCount: number;
  /** Rows with a block; with a hold and no block; with a warn and nothing worse. */
  readonly blockCount: number;
  readonly holdCount: number;
  readonly warnCount: number;
  /** Rules that held or blocked the batch as a whole, in alphabetical order. */
  readonly batchRules: readonly string[];
}

/** What the audit is given beside the rows. */
export interface AuditInputs {
  /** Where undefined, there is no history. */
  readonly known: readonly SkuDay[] | undefined;
  /** Yesterday's catalogue. */
  readonly previous: readonly OfferInit[] | undefined;
}

/** An untouched row of the catalogue, with the columns the data has. */
export function plainOffer({ sku, priceList, name, category, currency, priceMinor }: SkuDay): OfferInit {
  return { sku, priceList, name, category, currency, priceMinor };
}

/** Audits offers as a catalogue of one day, by the built-in policy. */
export async function auditOffers(
  offers: readonly OfferInit[],
  day: number,
  { known, previous }: AuditInputs,
): Promise<AuditOutcome> {
  const result = await auditCatalog({
    catalog: [offersSource('catalogue', offers)],
    policy: builtInPolicy(),
    now: day * DAY_MS,
    history: known === undefined ? undefined : historyOf(known, day),
    previous: previous === undefined ? undefined : previousOf(previous),
  });
  const worstOf = new Map<number, number>();
  const ranks = ['block', 'hold', 'warn'] as const;
  for (const { line, severity } of result.findings) {
    const rank = ranks.findIndex((one) => one === severity);
    if (line === undefined || rank < 0) continue;
    worstOf.set(line, Math.min(rank, worstOf.get(line) ?? rank));
  }
  const countOf = (rank: number): number => [...worstOf.values()].filter((one) => one === rank).length;
  const batch = result.findings.filter((one) => one.line === undefined && isAtLeast(one.severity, 'hold'));
  return {
    rowCount: offers.length,
    blockCount: countOf(0),
    holdCount: countOf(1),
    warnCount: countOf(2),
    batchRules: [...new Set(batch.map((one) => one.ruleId))].sort(),
  };
}

function historyOf(known: readonly SkuDay[], day: number): HistoryLookup {
  const statistics = new Map(known.map((one) => [offerKey(one), one.history]));
  return {
    endsOn: day - 1,
    find: (sku, priceList, currency) => statistics.get(offerKey({ sku, priceList, currency })),
  };
}

function previousOf(offers: readonly OfferInit[]): PreviousTable {
  const table = new PreviousTable({ seed: 0 });
  for (const offer of offers) table.see(makeOffer(offer));
  return table;
}
