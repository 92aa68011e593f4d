import type { AuditSummary, RuleCoverage } from '../audit/result.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { inputName } from '../text/input-words.js';
import { reportWords } from '../text/report/words.js';

/** Rules that were blind in the same way. */
export interface BlindSpot {
  readonly ruleIds: readonly string[];
  /** Input ids; empty where the input was handed in, but not for every offer. */
  readonly missing: readonly string[];
  readonly notJudged: number;
  readonly total: number;
}

/** What could not be judged, rules with the same gap together, the widest gap first. */
export function blindSpots(summary: AuditSummary): BlindSpot[] {
  const groups = groupBy(
    summary.coverage.filter((entry) => entry.notJudged > 0),
    (entry) => JSON.stringify([entry.missing, entry.notJudged, totalOf(entry)]),
  );
  return groups
    .map(([first, ...rest]) => ({
      ruleIds: [first, ...rest].map((entry) => entry.ruleId),
      missing: first.missing,
      notJudged: first.notJudged,
      total: totalOf(first),
    }))
    .sort((left, right) => right.notJudged - left.notJudged);
}

/** Offers a rule was asked about. */
export function totalOf(entry: RuleCoverage): number {
  return entry.judged + entry.notJudged;
}

/** Sources of references, best first; whatever else the audit counts stands for no reference at all. */
const SOURCES: readonly string[] = ['history-median', 'history-minimum', 'list-price', 'peer-estimate'];

/** What the offers were compared with, where that was not always their own history. */
function referenceLines(summary: AuditSummary, lang: Lang): string[] {
  const words = reportWords(lang);
  const counts = Object.entries(summary.batch.references).filter(([, count]) => count > 0);
  if (counts.every(([source]) => source === 'history-median')) return [];
  const rank = (source: string): number =>
    SOURCES.includes(source) ? SOURCES.indexOf(source) : SOURCES.length;
  const parts = counts
    .sort(([left], [right]) => rank(left) - rank(right))
    .map(([source, count]) => ({
      label: SOURCES.includes(source) ? words.referenceLabel(source) : words.noReference,
      count,
    }));
  return [words.comparedWith(parts)];
}

/** The coverage in sentences: what was compared with, every gap, then what the policy switched off, then columns nobody read. */
export function coverageLines(summary: AuditSummary, lang: Lang): string[] {
  const words = reportWords(lang);
  const spots = blindSpots(summary);
  const gaps = spots
    .filter((spot) => spot.missing.length > 0)
    .map((spot) =>
      words.blindSpot({ ...spot, missing: spot.missing.map((input) => plainText(inputName(input, lang))) }),
    );
  const partial = spots.filter((spot) => spot.missing.length === 0);
  if (partial.length > 0) gaps.push(words.partlyBlind(partial));
  const off = groupBy(
    summary.coverage.filter((entry) => entry.off > 0),
    (entry) => String(entry.off),
  ).map((entries) =>
    words.switchedOff(
      entries.map((entry) => entry.ruleId),
      entries[0].off,
    ),
  );
  const ignored = summary.batch.files
    .filter((file) => file.ignoredColumns.length > 0)
    .map((file) => words.ignoredColumns(plainText(file.file), file.ignoredColumns.map(plainText)));
  return [...referenceLines(summary, lang), ...gaps, ...off, ...ignored];
}

function groupBy(
  entries: readonly RuleCoverage[],
  keyOf: (entry: RuleCoverage) => string,
): [RuleCoverage, ...RuleCoverage[]][] {
  const groups = new Map<string, [RuleCoverage, ...RuleCoverage[]]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group === undefined) groups.set(keyOf(entry), [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
