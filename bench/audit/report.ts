import { machineText } from './machine.js';
import type { Growth, Measurements } from './measure.js';
import { ratiosOf, spreadOf, type Spread } from './statistics.js';
import type { Peak } from './tasks.js';

const MEGABYTE = 1e6;

/** The measurements as Markdown tables, with what was aimed at beside what came out. */
export function reportText(measured: Measurements): string {
  return [contest(measured), agreement(measured), memory(measured), whole(measured)].join('\n\n');
}

function contest({ extent, catalogBytes, duel, fresh }: Measurements): string {
  const { rowCount, sampleRowCount, roundCount } = extent;
  const times = new Map(duel.timings.map(({ id, ms }) => [id, ms]));
  const ours = times.get('saleguard') ?? [];
  const scale = rowCount / sampleRowCount;
  const line = (title: string, id: string, factor: number, peaks: readonly Peak[]): string => {
    const theirs = (times.get(id) ?? []).map((ms) => ms * factor);
    const ratio = id === 'saleguard' ? '' : ratioText(spreadOf(ratiosOf(theirs, ours)));
    const peak = peaks.length === 0 ? '' : megabytes(peaks);
    return `| ${title} | ${secondsText(spreadOf(theirs))} | ${ratio} | ${peak} |`;
  };
  return [
    `${machineText()}; ${count(rowCount)} rows, ${Math.round(catalogBytes / MEGABYTE)} MB of CSV; ${roundCount} rounds.`,
    '',
    '| twelve rules | seconds: median (low to high) | times saleguard | peak memory |',
    '|---|---|---|---|',
    line('saleguard', 'saleguard', 1, fresh.saleguard),
    line('DuckDB, its default threads', 'duckdb', 1, fresh.duckdb),
    line('DuckDB, one thread', 'duckdb-1', 1, []),
    line(
      `csv-parse + json-rules-engine (${count(sampleRowCount)} rows, time × ${scale})`,
      'rule-engine',
      scale,
      fresh['rule-engine'],
    ),
    '',
    `In a fresh process, compilers cold: saleguard ${secondsText(spreadOf(fresh.saleguard.map(({ ms }) => ms)))}, DuckDB ${secondsText(spreadOf(fresh.duckdb.map(({ ms }) => ms)))}.`,
  ].join('\n');
}

function agreement({ extent, duel }: Measurements): string {
  const rules = Object.entries(duel.whole.byRule).map(([ruleId, found]) => `${ruleId} ${count(found)}`);
  const total = Object.values(duel.whole.byRule).reduce((sum, found) => sum + found, 0);
  return `All agree, row for row and severity for severity (the rule engine on its ${count(extent.sampleRowCount)} rows). ${count(total)} findings: ${rules.join(', ')}.`;
}

function memory({ extent, fresh, twelveGrowth, whole: once, wholeGrowth }: Measurements): string {
  const base = (peaks: readonly Peak[]): Growth => ({
    rowCount: extent.rowCount,
    peakBytes: spreadOf(peaks.map(({ peakBytes }) => peakBytes)).median,
  });
  const lines = [
    ['twelve rules', [base(fresh.saleguard), ...twelveGrowth]] as const,
    ['every rule', [base(once), ...wholeGrowth]] as const,
  ].map(
    ([title, growth]) =>
      `| ${title} | ${growth.map(sizeText).join(', ')} | ${bytesBeyond(growth).toFixed(0)} |`,
  );
  return ['| memory | peak at rows | bytes a row beyond |', '|---|---|---|', ...lines].join('\n');
}

/** Growth of the peak from the fewest rows to the most, a row. */
export function bytesBeyond(growth: readonly Growth[]): number {
  const first = growth[0];
  const last = growth.at(-1);
  if (first === undefined || last === undefined || last.rowCount === first.rowCount) return NaN;
  return (last.peakBytes - first.peakBytes) / (last.rowCount - first.rowCount);
}

function whole({ whole: plain, wholeWithGaps, wholeWithReferences, references }: Measurements): string {
  const rows = [
    ['every row with a list price', plain],
    ['24 % of the rows without a list price', wholeWithGaps],
    ['references for every SKU', wholeWithReferences],
  ] as const;
  return [
    '| every rule, fresh process | references read, s | judged, s | peak memory | findings |',
    '|---|---|---|---|---|',
    ...rows.map(([title, audits]) => {
      const load = spreadOf(audits.map(({ loadMs }) => loadMs));
      const judge = spreadOf(audits.map(({ judgeMs }) => judgeMs));
      const found = count(audits[0]?.findingCount ?? 0);
      return `| ${title} | ${load.high === 0 ? '' : secondsText(load)} | ${secondsText(judge)} | ${megabytes(audits)} | ${found} |`;
    }),
    '',
    `The references were built in ${(references.ms / 1000).toFixed(1)} s with ${megabytes([references])}; the file has ${Math.round(references.bytes / MEGABYTE)} MB.`,
  ].join('\n');
}

function secondsText({ median, low, high }: Spread): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  return low === high ? seconds(median) : `${seconds(median)} (${seconds(low)} to ${seconds(high)})`;
}

function ratioText({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function megabytes(peaks: readonly Peak[]): string {
  return `${Math.round(spreadOf(peaks.map(({ peakBytes }) => peakBytes)).median / MEGABYTE)} MB`;
}

function sizeText({ rowCount, peakBytes }: Growth): string {
  return `${count(rowCount)}: ${Math.round(peakBytes / MEGABYTE)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
