import type { AuditResult } from '../audit/result.js';
import { SEVERITIES, type Severity } from '../catalog/finding.js';
import { parseCurrency } from '../money/currency.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import type { VerdictCounts } from '../text/report/report-words.js';
import { reportWords } from '../text/report/words.js';
import { sayIn } from '../text/say.js';
import { isApproved } from './approval-text.js';
import { amountText, instantText } from './measure.js';
import { isPromotion, worstOf, type FindingGroup, type GroupedFindings } from './offers.js';

/** How many flagged rows and promotions stand at which worst severity. One with nothing but approved findings is none. */
export function countFlagged(groups: readonly FindingGroup[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { block: 0, hold: 0, warn: 0, info: 0 };
  for (const group of groups) if (!group.every(isApproved)) counts[worstOf(group)] += 1;
  return counts;
}

/**
 * The verdict: about the batch as a whole where there is something to say, then about its offers and its promotions, and how
 * many findings are approved.
 */
export function verdictLines(result: AuditResult, groups: GroupedFindings, lang: Lang): string[] {
  const words = reportWords(lang);
  const offers = groups.offers.filter((group) => !isPromotion(group));
  const promotions = countFlagged(groups.offers.filter(isPromotion));
  const worst = SEVERITIES.find((severity) => groups.batch.some((finding) => finding.severity === severity));
  const lines = worst === undefined || worst === 'info' ? [] : [words.batchVerdict[worst]];
  lines.push(words.verdict({ ...verdictCounts(countFlagged(offers)), judged: result.summary.judged }));
  if (SEVERITIES.some((severity) => promotions[severity] > 0))
    lines.push(words.promotionVerdict(verdictCounts(promotions)));
  const approvedCount = result.findings.filter(isApproved).length;
  if (approvedCount > 0) lines.push(words.approvedFindings(approvedCount));
  return lines;
}

function verdictCounts(counts: Readonly<Record<Severity, number>>): VerdictCounts {
  return { blocked: counts.block, held: counts.hold, warned: counts.warn, noted: counts.info };
}

/** For how many findings an approval does not hold; nothing where none was refused. */
export function refusedLines({ findings }: AuditResult, lang: Lang): string[] {
  const count = findings.filter((finding) => finding.approval?.kind === 'refused').length;
  return count === 0 ? [] : [reportWords(lang).refusedApprovals(count)];
}

/** What the blocked and held offers could cost; nothing where no cost is known. */
export function exposureLines(result: AuditResult, lang: Lang): string[] {
  const amounts = exposureAmounts(result, lang);
  return amounts.length === 0 ? [] : [reportWords(lang).totalExposure(amounts)];
}

/** How many findings a baseline already held; nothing where it held none. */
export function knownLines(result: AuditResult, lang: Lang): string[] {
  const known = result.summary.batch.known;
  return known === 0 ? [] : [reportWords(lang).knownFindings(known)];
}

/** The batch's exposure, an amount for each currency that has one. */
export function exposureAmounts(result: AuditResult, lang: Lang): string[] {
  return Object.entries(result.summary.batch.exposureMinor)
    .filter(([, minor]) => minor > 0)
    .map(([currency, minor]) => amountText(minor, parseCurrency(currency), lang));
}

/** What was read and by which policy it was judged, one sentence each. */
export function sourceLines(result: AuditResult, lang: Lang): string[] {
  const words = reportWords(lang);
  const { rows, judged, batch } = result.summary;
  const names = batch.files.map((file) => plainText(file.file));
  const shown = names.length > FILES_MAX ? [...names.slice(0, FILES_MAX), '…'] : names;
  const source = plainText(result.policy.source);
  return [
    words.readRows({ rows, unread: rows - judged, files: shown.length === 0 ? [words.noFiles] : shown }),
    batch.historyEndsOn === undefined
      ? words.noHistory
      : words.historyUpTo(sayIn(lang).day(batch.historyEndsOn)),
    ...(batch.previousRows === undefined ? [] : [words.previousRows(batch.previousRows)]),
    isBuiltIn(result) ? words.builtInPolicy : words.policyFrom(source),
    words.judgedFor(instantText(result.now, lang)),
  ];
}

/** True when no policy file was handed in. */
export function isBuiltIn(result: AuditResult): boolean {
  return result.policy.source === 'built-in defaults';
}

/** Files named before the rest is left to the JSON report. */
const FILES_MAX = 6;
