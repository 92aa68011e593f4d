import { hash } from 'node:crypto';
import { severityRank, type Finding } from '../catalog/finding.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import type { ExchangeRates } from '../pricing/facts.js';
import { canonicalJson } from '../seal/canonical-json.js';
import type { RankedFinding } from './result.js';

/** What ranking needs beside the findings. */
export interface RankOptions {
  /** Compares exposures of different currencies; without it each currency is ranked by itself. */
  readonly rates: ExchangeRates | undefined;
  /** Ids a baseline report already held. */
  readonly knownIds: ReadonlySet<string>;
}

/**
 * Ranks findings: worst severity first; within it the batch, then the largest exposure. Ties are broken by what the findings
 * say, so that the order does not depend on the order of the rows; two rows that say exactly the same stand by line.
 */
export function rankFindings(findings: readonly Finding[], options: RankOptions): RankedFinding[] {
  const weighed = findings.map((finding) => weigh(finding, options.rates));
  weighed.sort(
    (left, right) =>
      left.rank - right.rank ||
      compareText(left.group, right.group) ||
      right.exposure - left.exposure ||
      compareText(left.key, right.key) ||
      (left.finding.line ?? 0) - (right.finding.line ?? 0),
  );
  const seen = new Map<string, number>();
  return weighed.map(({ finding, key }) => {
    const repeat = seen.get(key) ?? 0;
    seen.set(key, repeat + 1);
    const id = hash('sha256', repeat === 0 ? key : `${key}#${String(repeat)}`).slice(0, 16);
    // New members first: V8 gives a spread that grows afterwards a shape of its own for every finding.
    return { id, isNew: !options.knownIds.has(id), ...finding };
  });
}

/** What a finding is sorted by, worked out once: a sort looks at each of them many times. */
interface Weighed {
  readonly finding: Finding;
  /** Severity, and within it the batch before its offers. */
  readonly rank: number;
  readonly group: string;
  readonly exposure: number;
  readonly key: string;
}

function weigh(finding: Finding, rates: ExchangeRates | undefined): Weighed {
  const rank = severityRank(finding.severity) * 2 + subjectRank(finding);
  const { group, exposure } = weightOf(finding, rates);
  return { finding, rank, group, exposure, key: keyOf(finding) };
}

/**
 * What makes two findings the same problem: the rule and its severity, what it is about, and the price; neither the line nor the file, nor
 * the reference, which moves from day to day.
 */
function keyOf(finding: Finding): string {
  // Of a row that could not be read the offending text is what the finding is about.
  const isUnread = finding.sku === undefined || finding.subject === 'row';
  const about = `${finding.sku ?? ''}${isUnread ? canonicalJson(finding.evidence) : ''}`;
  // A flat list of texts and numbers: here JSON.stringify is canonical.
  return JSON.stringify([
    finding.ruleId,
    finding.severity,
    finding.subject,
    about,
    finding.priceList ?? null,
    finding.currency ?? null,
    finding.priceMinor ?? null,
  ]);
}

function subjectRank(finding: Finding): number {
  return finding.subject === 'batch' || finding.subject === 'file' ? 0 : 1;
}

/** Exposure in one currency where rates are known, else in whole units of its own, kept apart by currency. */
function weightOf(
  finding: Finding,
  rates: ExchangeRates | undefined,
): { readonly group: string; readonly exposure: number } {
  const currency = finding.currency;
  const exposureMinor = finding.exposureMinor ?? 0;
  if (currency === undefined) return { group: '', exposure: exposureMinor };
  const major = exposureMinor / 10 ** currencyExponent(currency);
  const rate = rateOf(currency, rates);
  return rate === undefined ? { group: currency, exposure: major } : { group: '', exposure: major / rate };
}

function rateOf(currency: CurrencyCode, rates: ExchangeRates | undefined): number | undefined {
  return rates === undefined || currency === rates.base ? rates && 1 : rates.rates.get(currency);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
