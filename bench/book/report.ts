import { machineText } from '../audit/machine.js';
import { ratiosOf, spreadOf, type Spread } from '../audit/statistics.js';
import type { Measurements } from './measure.js';
import type { Answer, TaskId } from './tasks.js';

const MEGABYTE = 1e6;
const SECONDS_MAX = 3;
const PEAK_MAX = 300 * MEGABYTE;
const LOOK_UP_NS = 1_000;

const TITLES: Readonly<Record<TaskId, string>> = {
  seal: 'seal: generate, check, sort, write, sign',
  verify: 'verify',
  load: 'load: verify and hold',
  'parse-lines': 'JSON.parse line by line into an array, nothing verified',
  'parse-array': 'JSON.parse of one array file, nothing verified',
  'parse-map': 'JSON.parse line by line into a Map, nothing verified',
};

/** The measurements as Markdown, with what was aimed at beside what came out. */
export function reportText(measured: Measurements): string {
  return [head(measured), steps(measured), lookUps(measured), goals(measured)].join('\n\n');
}

function head({ extent, bookBytes }: Measurements): string {
  return `${machineText()}; ${count(extent.entryCount)} entries, a book of ${megabytes(bookBytes)}; ${extent.roundCount} rounds, every step in a process of its own.`;
}

function steps({ answers }: Measurements): string {
  const load = answers.load.map(({ ms }) => ms);
  const lines = (Object.keys(TITLES) as TaskId[]).map((id) => {
    const times = answers[id].map(({ ms }) => ms);
    const ratio = id === 'load' ? '' : spreadText(spreadOf(ratiosOf(times, load)), 2);
    const cpu = seconds(answers[id].map(({ cpuMs }) => cpuMs)).median.toFixed(2);
    return `| ${TITLES[id]} | ${spreadText(seconds(times), 2)} | ${ratio} | ${cpu} | ${megabytes(peakOf(answers[id]))} |`;
  });
  return [
    '| step | seconds: median (low to high) | times loading | seconds of processor | peak memory |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function lookUps({ answers }: Measurements): string {
  const line = (title: string, id: TaskId): string => {
    const [hit, miss] = [lookUpSpread(answers[id], 'hitNs'), lookUpSpread(answers[id], 'missNs')];
    return `| ${title} | ${spreadText(hit, 0)} | ${spreadText(miss, 0)} |`;
  };
  return [
    '| look-up of a price by SKU, in random order | ns, there | ns, not there |',
    '|---|---|---|',
    line('price book', 'load'),
    line('Map of parsed entries, by price list and SKU', 'parse-map'),
  ].join('\n');
}

function goals({ answers }: Measurements): string {
  const own = ['seal', 'verify', 'load'] as const;
  const lines = own.flatMap((id) => {
    const median = seconds(answers[id].map(({ ms }) => ms)).median;
    const peak = peakOf(answers[id]);
    return [
      goal(`${id}: at most ${SECONDS_MAX} s`, `${median.toFixed(2)} s`, median <= SECONDS_MAX),
      goal(`${id}: at most ${megabytes(PEAK_MAX)}`, megabytes(peak), peak <= PEAK_MAX),
    ];
  });
  const total = own.reduce((sum, id) => sum + seconds(answers[id].map(({ ms }) => ms)).median, 0);
  const looked = (['hitNs', 'missNs'] as const).map((kind) => {
    const { median } = lookUpSpread(answers.load, kind);
    const what = kind === 'hitNs' ? 'there' : 'not there';
    return goal(`look-up, ${what}: under ${LOOK_UP_NS} ns`, `${median.toFixed(0)} ns`, median < LOOK_UP_NS);
  });
  const all = goal(`all three: at most ${SECONDS_MAX} s`, `${total.toFixed(2)} s`, total <= SECONDS_MAX);
  return ['| goal | measured | met |', '|---|---|---|', ...lines, all, ...looked].join('\n');
}

function goal(what: string, measured: string, isMet: boolean): string {
  return `| ${what} | ${measured} | ${isMet ? 'yes' : 'no'} |`;
}

function lookUpSpread(answers: readonly Answer[], kind: 'hitNs' | 'missNs'): Spread {
  return spreadOf(answers.map(({ lookUps }) => lookUps?.[kind] ?? NaN));
}

function seconds(times: readonly number[]): Spread {
  return spreadOf(times.map((ms) => ms / 1000));
}

function peakOf(answers: readonly Answer[]): number {
  return spreadOf(answers.map(({ peakBytes }) => peakBytes)).median;
}

function spreadText({ median, low, high }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / MEGABYTE)} MB`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
