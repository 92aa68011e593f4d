import { auditCatalog } from '../../src/audit/audit.js';
import { knowledgeFromHistory } from '../../src/audit/history-knowledge.js';
import { PreviousTable } from '../../src/audit/previous-table.js';
import type { AuditResult } from '../../src/audit/result.js';
import { offersSource } from '../../src/audit/source.js';
import type { ApprovalPolicy, SignedApproval } from '../../src/catalog/approval.js';
import type { Promotion, Promotions } from '../../src/catalog/promotion.js';
import type { HistoryRow, HistorySource } from '../../src/catalog/history.js';
import { makeOffer, type OfferInit } from '../../src/catalog/offer.js';
import { dayOf } from '../../src/core/clock.js';
import { builtInPolicy } from '../../src/wire/policy.js';
import type { ExchangeRates } from '../../src/pricing/facts.js';
import { TEST_NOW } from '../../src/testing/facts.js';

/** What one audit of a scenario is handed, all of it in memory. */
export interface Stage {
  readonly offers: readonly OfferInit[];
  readonly history?: readonly HistoryRow[] | undefined;
  readonly previous?: readonly OfferInit[] | undefined;
  readonly rates?: ExchangeRates | undefined;
  readonly promotions?: readonly Promotion[] | undefined;
  /** Whose signatures count: with it, a change nobody approved is a finding. */
  readonly approvals?: ApprovalPolicy | undefined;
  readonly signed?: readonly SignedApproval[] | undefined;
}

/** Judges a scenario by the built-in rules, through the same door as the command. */
export async function auditStage(stage: Stage): Promise<AuditResult> {
  const policy = builtInPolicy();
  const knowledge =
    stage.history === undefined
      ? undefined
      : await knowledgeFromHistory([historySource(stage.history)], { now: TEST_NOW, seed: 1 });
  return auditCatalog({
    catalog: [offersSource('scenario', stage.offers)],
    policy: { ...policy, pricing: { ...policy.pricing, rates: stage.rates }, approvals: stage.approvals },
    promotions: stage.promotions === undefined ? undefined : promotionsOf(stage.promotions),
    approvals: stage.signed === undefined ? undefined : { signed: stage.signed, at: TEST_NOW },
    now: TEST_NOW,
    history: knowledge?.table,
    trailsOf: knowledge?.trailsOf,
    previous: stage.previous === undefined ? undefined : previousTable(stage.previous),
  });
}

/** Days of history a scenario invents where the facts have none. */
const HISTORY_DAYS = 60;

/** An offer at its own price on each of the last sixty days. */
export function soldSteadily(init: OfferInit): HistoryRow[] {
  const { sku, priceList, currency, priceMinor } = makeOffer(init);
  const yesterday = dayOf(TEST_NOW) - 1;
  return Array.from({ length: HISTORY_DAYS }, (_, daysAgo) => ({
    sku,
    priceList,
    currency,
    priceMinor,
    day: yesterday - daysAgo,
  }));
}

/** `offer` as the report shows it: each rule that spoke with its severity, worst first. */
export function said(result: AuditResult, sku: string): readonly string[] {
  return result.findings
    .filter((finding) => finding.sku === sku)
    .map((finding) => `${finding.ruleId} ${finding.severity}`);
}

function historySource(rows: readonly HistoryRow[]): HistorySource {
  return {
    file: 'history',
    open: () => ({
      batches: inOneBatch(rows),
      progress: () => ({ bytesRead: 0, bytesTotal: undefined }),
    }),
  };
}

async function* inOneBatch(
  rows: readonly HistoryRow[],
): AsyncGenerator<{ rows: readonly HistoryRow[]; problems: [] }> {
  yield await Promise.resolve({ rows, problems: [] });
}

function previousTable(offers: readonly OfferInit[]): PreviousTable {
  const table = new PreviousTable({ seed: 1 });
  for (const offer of offers) table.see(makeOffer(offer));
  return table;
}

function promotionsOf(promotions: readonly Promotion[]): Promotions {
  return { file: 'promotions', sha256: '0'.repeat(64), promotions, applicationOrder: 'unknown' };
}
