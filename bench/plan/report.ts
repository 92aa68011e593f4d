import { loadavg } from 'node:os';
import { machineText } from '../audit/machine.js';
import { spreadOf, type Spread } from '../audit/statistics.js';
import { goalsOf, isFullSize, MEGABYTE, sharesOf, timesOf } from './goals.js';
import type { Measurements } from './measure.js';
import type { Cost, Told } from './tasks.js';
import { leftError, stepError } from './told.js';

/** The measurements as Markdown, with what was aimed at beside what came out. */
export function reportText(measured: Measurements): string {
  const { duels, peaks, runs } = measured;
  return [
    head(measured),
    ...(duels.length === 0 ? [] : [times(measured)]),
    ...(peaks.length === 0 ? [] : [memory(measured)]),
    ...(runs.length === 0 ? [] : [rates(measured), told(measured)]),
    goals(measured),
  ].join('\n\n');
}

function head({ options, duels }: Measurements): string {
  const load = loadavg()[0] ?? NaN;
  const [duel] = duels;
  const plan =
    duel === undefined
      ? ''
      : ` ${count(duel.ordersPlanned)} of ${count(duel.ordersRead)} orders are in the plan, ${count(duel.reviewCount)} of them for a person; the plan has ${megabytes(duel.planBytes)}, the same to the byte from every form.`;
  return `${machineText()}, load average at the end ${load.toFixed(1)}; a night of ${count(options.orderCount)} orders.${plan}`;
}

function times({ duels }: Measurements): string {
  const lines = duels.map(({ form, fileBytes, read, plan }) => {
    const wall = spreadText(spreadOf(timesOf(plan, read, 'ms')), 2);
    const cpu = spreadText(spreadOf(timesOf(plan, read, 'cpuMs')), 2);
    return `| ${form}, ${megabytes(fileBytes)} | ${seconds(read, 'ms')} | ${seconds(plan, 'ms')} | ${wall} | ${seconds(read, 'cpuMs')} | ${seconds(plan, 'cpuMs')} | ${cpu} | ${read.length} |`;
  });
  return [
    '| orders as | reading, s | `saleguard plan`, s | times reading | reading, s of processor | planning, s of processor | times | rounds |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...lines,
  ].join('\n');
}

function memory({ peaks }: Measurements): string {
  const lines = peaks.map(
    ({ orderCount, form, who, peakBytes, ms, cpuMs }) =>
      `| ${who === 'read' ? 'reading alone' : '`saleguard plan`'}, ${count(orderCount)} orders, ${form} | ${megabytes(peakBytes)} | ${(ms / 1_000).toFixed(1)} | ${(cpuMs / 1_000).toFixed(1)} |`,
  );
  return [
    '| in a process of its own | peak memory | seconds | of processor |',
    '|---|--:|--:|--:|',
    ...lines,
  ].join('\n');
}

function rates({ runs }: Measurements): string {
  const lines = runs.map((run) => {
    const { scenario, orders, steps, tookMs, cpuMs, peakBytes, slowest, busyAnswers, tooFast } = run;
    const { ofUse, ofRun } = sharesOf(run);
    const busiest = `${slowest.name}, ${count(slowest.effects)} at ${slowest.ratePerSecond}/s`;
    return `| ${scenario.title} | ${count(orders)} / ${count(steps)} | ${(tookMs / 1_000).toFixed(1)} | ${busiest} | ${percent(ofUse)} | ${percent(ofRun)} | ${(slowest.closedMs / 1_000).toFixed(1)} | ${busyAnswers} / ${tooFast} | ${(cpuMs / 1_000).toFixed(1)} | ${megabytes(peakBytes)} |`;
  });
  return [
    '| carried out | orders / steps | seconds | the busiest service | of its rate, first to last call | in the whole run | closed, s | 429: sprinkled / too fast | s of processor | peak memory |',
    '|---|--:|--:|---|--:|--:|--:|--:|--:|--:|',
    ...lines,
  ].join('\n');
}

function told({ runs }: Measurements): string {
  const lines = runs.map(({ scenario, told: points }) => {
    const cells = points.map(pointText).join(' | ');
    return `| ${scenario.title} | ${cells} |`;
  });
  return ['| told at | a quarter of the time | half | three quarters |', '|---|---|---|---|', ...lines].join(
    '\n',
  );
}

/** Both, and by how much they were wrong. */
function pointText(point: Told): string {
  const left = `${(point.leftMs / 1_000).toFixed(1)} s left, really ${(point.reallyLeftMs / 1_000).toFixed(1)} (${percent(leftError(point))} off)`;
  return `${left}; ${percent(point.stepShare)} done after ${percent(point.timeShare)} (${percent(stepError(point))} off)`;
}

function goals(measured: Measurements): string {
  const small = isFullSize(measured)
    ? ''
    : '\n\nA look only: the goals are for 140,000 orders and a million.';
  const lines = goalsOf(measured).map(
    ({ what, measured: text, isMet }) => `| ${what} | ${text} | ${isMet ? 'yes' : 'no'} |`,
  );
  return ['| aimed at | measured | met |', '|---|--:|---|', ...lines].join('\n') + small;
}

function seconds(costs: readonly Cost[], field: keyof Cost): string {
  return spreadText(spreadOf(costs.map((cost) => cost[field] / 1_000)), 1);
}

function spreadText({ median, low, high, count: of }: Spread, digits: number): string {
  const middle = median.toFixed(digits);
  return of === 1 ? middle : `${middle} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
