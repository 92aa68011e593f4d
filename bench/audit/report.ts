import { goalsOf } from './goals.js';
import { bytesBeyond, peakAt, type Growth } from './growth.js';
import { machineText } from './machine.js';
import type { Measurements } from './measure.js';
import { ratiosOf, spreadOf, type Spread } from './statistics.js';
import type { Peak } from './tasks.js';

const MEGABYTE = 1e6;

/** The measurements as Markdown tables, with what was aimed at beside what came out. */
export function reportText(measured: Measurements): string {
  const sections = [contest, freshProcesses, agreement, memory, whole, promotions, goals];
  return sections.map((section) => section(measured)).join('\n\n');
}

function contest({ extent, catalogBytes, duel, fresh }: Measurements): string {
  const { rowCount, sampleRowCount, roundCount } = extent;
  const ours = timesOf(duel, 'saleguard', 1);
  const scale = rowCount / sampleRowCount;
  const line = (title: string, id: string, factor: number, peaks: readonly Peak[]): string => {
    const theirs = timesOf(duel, id, factor);
    const ratio = id === 'saleguard' ? '' : ratioText(spreadOf(ratiosOf(theirs, ours)));
    const peak = peaks.length === 0 ? '' : megabytes(peakAt(rowCount, peaks));
    return `| ${title} | ${secondsText(spreadOf(theirs))} | ${ratio} | ${peak} |`;
  };
  const engine = `csv-parse + json-rules-engine, ${count(sampleRowCount)} rows, time × ${scale}`;
  return [
    `${machineText()}; ${count(rowCount)} rows, ${megabytes({ peakBytes: catalogBytes })} of CSV; ${roundCount} rounds.`,
    '',
    '| twelve rules | seconds: median (low to high) | times saleguard | peak memory |',
    '|---|---|---|---|',
    line('saleguard', 'saleguard', 1, fresh.saleguard),
    line('DuckDB, its default threads', 'duckdb', 1, fresh.duckdb),
    line('DuckDB, one thread', 'duckdb-1', 1, []),
    line(engine, 'rule-engine', scale, fresh['rule-engine']),
  ].join('\n');
}

function freshProcesses({ fresh }: Measurements): string {
  const seconds = (id: 'saleguard' | 'duckdb'): string =>
    secondsText(spreadOf(fresh[id].map(({ ms }) => ms)));
  return `In a fresh process, compilers cold: saleguard ${seconds('saleguard')} s, DuckDB ${seconds('duckdb')} s.`;
}

function agreement({ extent, duel }: Measurements): string {
  const rules = Object.entries(duel.whole.byRule).map(([ruleId, found]) => `${ruleId} ${count(found)}`);
  const total = Object.values(duel.whole.byRule).reduce((sum, found) => sum + found, 0);
  return `All agree, row for row and severity for severity (the rule engine on its ${count(extent.sampleRowCount)} rows). ${count(total)} findings: ${rules.join(', ')}.`;
}

function growthsOf({
  extent,
  fresh,
  twelveGrowth,
  whole: plain,
  wholeGrowth,
}: Measurements): readonly [title: string, growth: readonly Growth[]][] {
  return [
    ['twelve rules', [peakAt(extent.rowCount, fresh.saleguard), ...twelveGrowth]],
    ['every rule', [peakAt(extent.rowCount, plain), ...wholeGrowth]],
  ];
}

function memory(measured: Measurements): string {
  const lines = growthsOf(measured).map(([title, growth]) => {
    const peaks = growth.map((peak) => `${count(peak.rowCount)}: ${megabytes(peak)}`).join(', ');
    return `| ${title} | ${peaks} | ${bytesBeyond(growth).toFixed(0)} |`;
  });
  return ['| memory of saleguard | peak at rows | bytes a row beyond |', '|---|---|---|', ...lines].join(
    '\n',
  );
}

function whole({
  extent,
  whole: plain,
  wholeWithGaps,
  wholeWithReferences,
  references,
}: Measurements): string {
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
      const judge = secondsText(spreadOf(audits.map(({ judgeMs }) => judgeMs)));
      const found = count(audits[0]?.findingCount ?? 0);
      const peak = megabytes(peakAt(extent.rowCount, audits));
      return `| ${title} | ${load.high === 0 ? '' : secondsText(load)} | ${judge} | ${peak} | ${found} |`;
    }),
    '',
    `The references were built in ${(references.ms / 1000).toFixed(1)} s with a peak of ${megabytes(references)}; the file has ${megabytes({ peakBytes: references.bytes })}.`,
  ].join('\n');
}

function promotions({ extent, promotions: duel }: Measurements): string {
  const { promotionCount, findingCount, stackCount } = duel;
  const line = (title: string, ms: readonly number[], ratio: string): string =>
    `| ${title} | ${secondsText(spreadOf(ms))} | ${ratio} |`;
  return [
    '| every rule, by turns in one process | seconds: median (low to high) | times without |',
    '|---|---|---|',
    line('without promotions', duel.without, ''),
    line(`${promotionCount} promotions`, duel.with, ratioText(spreadOf(ratiosOf(duel.with, duel.without)))),
    '',
    `${count(extent.rowCount)} rows, 2 % of them naming promotions; ${count(stackCount)} of the ${count(findingCount)} findings are of worst-stack.`,
  ].join('\n');
}

function goals(measured: Measurements): string {
  const { duel, extent, promotions: stacks } = measured;
  const ours = timesOf(duel, 'saleguard', 1);
  const times = (id: string, factor: number): number =>
    spreadOf(ratiosOf(timesOf(duel, id, factor), ours)).median;
  const landed = goalsOf({
    timesOfDuckdb: times('duckdb', 1),
    timesOfRuleEngine: times('rule-engine', extent.rowCount / extent.sampleRowCount),
    timesOfPromotions: spreadOf(ratiosOf(stacks.with, stacks.without)).median,
    growths: growthsOf(measured),
  });
  return [
    '| aimed at | measured | met |',
    '|---|---|---|',
    ...landed.map(({ what, measured: text, isMet }) => `| ${what} | ${text} | ${isMet ? 'yes' : 'no'} |`),
  ].join('\n');
}

/** Milliseconds of a contestant, round by round, times a factor. */
function timesOf({ timings }: Measurements['duel'], id: string, factor: number): number[] {
  return (timings.find((timing) => timing.id === id)?.ms ?? []).map((ms) => ms * factor);
}

function secondsText({ median, low, high }: Spread): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  return low === high ? seconds(median) : `${seconds(median)} (${seconds(low)} to ${seconds(high)})`;
}

function ratioText({ median, low, high }: Spread): string {
  return `${median.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function megabytes({ peakBytes }: Peak): string {
  return `${Math.round(peakBytes / MEGABYTE)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
