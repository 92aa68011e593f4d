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
 * say, so that neither the order nor the ids depend on the order of the rows or their files; findings that say exactly the
 * same stand by file and line.
 */
export function rankFindings(findings: readonly Finding[], options: RankOptions): RankedFinding[] {
  const weighed = findings.map((finding) => weigh(finding, options.rates));
  numberTwins(weighed);
  weighed.sort(
    (left, right) =>
      left.rank - right.rank ||
      compareText(left.group, right.group) ||
      right.exposure - left.exposure ||
      compareText(left.key, right.key) ||
      left.number - right.number,
  );
  return weighed.map(({ finding, key, number }) => {
    const id = hash('sha256', number === 0 ? key : `${key}#${String(number)}`).slice(0, 16);
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
  /** Place among the findings of the same key, 0 for the first. */
  number: number;
}

function weigh(finding: Finding, rates: ExchangeRates | undefined): Weighed {
  const rank = severityRank(finding.severity) * 2 + subjectRank(finding);
  const { group, exposure } = weightOf(finding, rates);
  return { finding, rank, group, exposure, key: keyOf(finding), number: 0 };
}

/**
 * Numbers the findings of one key by what they say beside it. Their severity is left out: an approval changes it, and may
 * not change an id.
 */
function numberTwins(weighed: readonly Weighed[]): void {
  const firsts = new Map<string, Weighed>();
  const twins = new Map<string, Weighed[]>();
  for (const one of weighed) {
    const first = firsts.get(one.key);
    if (first === undefined) {
      firsts.set(one.key, one);
      continue;
    }
    const group = twins.get(one.key);
    if (group === undefined) twins.set(one.key, [first, one]);
    else group.push(one);
  }
  for (const group of twins.values()) {
    const told = group.map((one) => ({ one, content: contentOf(one.finding) }));
    told.sort(
      (left, right) =>
        compareText(left.content, right.content) || comparePlaces(left.one.finding, right.one.finding),
    );
    told.forEach(({ one }, number) => (one.number = number));
  }
}

/** Names of evidence that say where a row stands, such as `lowLine`: cutting a catalogue into other files changes them. */
const PLACE = /(?:^file|^line|File|Line)$/;

/**
 * What a finding says beside its key, without its place. What moves from day to day, the reference and all that follows
 * from it, comes last: it decides only between rows that are alike in everything an approval is bound to.
 */
function contentOf(finding: Finding): string {
  const evidence = Object.entries(finding.evidence).filter(([name]) => !PLACE.test(name));
  // A rule writes its evidence in one order: here, too, JSON.stringify is canonical.
  return JSON.stringify([
    finding.subjectHash ?? null,
    finding.name ?? null,
    finding.category ?? null,
    finding.editors,
    finding.measured.value,
    finding.limit.value,
    finding.referenceMinor ?? null,
    finding.referenceSource ?? null,
    finding.exposureMinor ?? null,
    evidence,
  ]);
}

function comparePlaces(left: Finding, right: Finding): number {
  return compareText(left.file ?? '', right.file ?? '') || (left.line ?? 0) - (right.line ?? 0);
}

/**
 * What makes two findings the same problem: the rule and its severity, what it is about, and the price; neither the line
 * nor the file, nor the reference, which moves from day to day.
 */
function keyOf(finding: Finding): string {
  // Of a row that could not be read the offending text is what the finding is about.
  const isUnread = finding.sku === undefined || finding.subject === 'row';
  const about =
    finding.subject === 'promotion'
      ? `${finding.promotionId ?? ''}${finding.subjectHash ?? ''}`
      : `${finding.sku ?? ''}${isUnread ? canonicalJson(finding.evidence) : ''}`;
  // A flat list of texts and numbers: here JSON.stringify is canonical.
  return JSON.stringify([
    finding.ruleId,
    // An approval does not make another finding of it.
    finding.approval?.kind === 'approved' ? finding.approval.severityBefore : finding.severity,
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
