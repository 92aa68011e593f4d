import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { spreadOf } from '../audit/statistics.js';
import type { Progress } from '../print-page.js';
import { MEGABYTE, timesOf } from './goals.js';
import { writeOffice } from './office.js';
import type { PlanBenchOptions, Scenario } from './options.js';
import { inProcess } from './processes.js';
import { builtProduct } from './product.js';
import type { ApplyAnswer, Contestant, DuelAnswer, Form, Tasks } from './tasks.js';

/** Everything that was measured; empty lists for parts that were not. */
export interface Measurements {
  readonly options: PlanBenchOptions;
  readonly duels: readonly (DuelAnswer & { readonly form: Form; readonly fileBytes: number })[];
  readonly peaks: readonly Peak[];
  readonly runs: readonly (ApplyAnswer & { readonly scenario: Scenario })[];
}

/** What a process needed that did one thing. */
export type Peak = Tasks['once']['answer'] & {
  readonly who: Contestant;
  readonly form: Form;
  readonly orderCount: number;
  readonly fileBytes: number;
};

/** Of these forms the memory is measured; the last one also of many orders. */
const PEAK_FORMS = ['jsonl', 'csv.gz'] as const;
/** Calls of the busiest service for each order of the file, about: so many orders make a run of the length that is asked for. */
const CALLS_PER_ORDER = 0.75;
const WARM_UP_ORDERS = 3_000;

/** @param folder for the files, 2 KB an order; what is in it afterwards is the caller's to remove. */
export async function measure(
  options: PlanBenchOptions,
  folder: string,
  say: Progress,
): Promise<Measurements> {
  const place: Place = { folder, office: join(folder, 'office'), say };
  writeOffice(await builtProduct(), place.office);
  const { parts } = options;
  const runs = parts.includes('apply') ? await runsOf(options, place) : [];
  const duels = parts.includes('plan') ? await duelsOf(options, place) : [];
  const peaks = parts.includes('memory') ? await peaksOf(options, place) : [];
  requireOneDigest([
    ...duels.map(({ digest }) => digest),
    ...peaks
      .filter(({ who, orderCount }) => who === 'plan' && orderCount === options.orderCount)
      .map(({ digest }) => digest),
  ]);
  return { options, duels, peaks, runs };
}

interface Place {
  readonly folder: string;
  readonly office: string;
  readonly say: Progress;
}

async function duelsOf(
  { orderCount, rounds }: PlanBenchOptions,
  { folder, office, say }: Place,
): Promise<Measurements['duels']> {
  const duels: Measurements['duels'][number][] = [];
  for (const { form, roundCount } of rounds) {
    say(`${count(orderCount)} orders as ${form}: reading and planning by turns`);
    const few = await ordersFile(folder, { form, orderCount: Math.min(WARM_UP_ORDERS, orderCount) });
    const file = await ordersFile(folder, { form, orderCount });
    const asked = { orders: file.path, warmUp: few.path, office, roundCount };
    const duel = await inProcess('duel', asked, { folder });
    duels.push({ ...duel, form, fileBytes: file.bytes });
    say(`planning ${form}: ${spreadOf(timesOf(duel.plan, duel.read, 'ms')).median.toFixed(2)} times reading`);
    await rm(file.path);
    if (few.path !== file.path) await rm(few.path);
  }
  return duels;
}

async function peaksOf(
  { orderCount, manyCount }: PlanBenchOptions,
  { folder, office, say }: Place,
): Promise<Peak[]> {
  const peaks: Peak[] = [];
  const cases = [
    ...PEAK_FORMS.map((form) => ({ form, orderCount })),
    { form: PEAK_FORMS[1], orderCount: manyCount },
  ];
  for (const one of cases) {
    const file = await ordersFile(folder, one);
    for (const who of ['read', 'plan'] as const) {
      say(`memory: ${who}, ${count(one.orderCount)} orders as ${one.form}`);
      const answer = await inProcess('once', { who, orders: file.path, office }, { folder });
      peaks.push({ ...answer, ...one, who, fileBytes: file.bytes });
      say(`${Math.round(answer.peakBytes / MEGABYTE)} MB`);
    }
    await rm(file.path);
  }
  return peaks;
}

async function runsOf(
  { scenarios, applySeconds }: PlanBenchOptions,
  { folder, office, say }: Place,
): Promise<Measurements['runs']> {
  const runs: Measurements['runs'][number][] = [];
  for (const scenario of scenarios) {
    const { title, ...how } = scenario;
    say(`carried out: ${title}`);
    const orderCount = Math.ceil((applySeconds * slowest(scenario)) / CALLS_PER_ORDER);
    const file = await ordersFile(folder, { form: 'jsonl', orderCount });
    const run = await inProcess('apply', { ...how, office, orders: file.path }, { folder });
    runs.push({ ...run, scenario });
    await rm(file.path);
    await rm(join(office, 'bench.ledger'), { force: true });
  }
  return runs;
}

function slowest({ ratePerSecond, paymentsPerSecond = ratePerSecond }: Scenario): number {
  return Math.min(ratePerSecond, paymentsPerSecond);
}

async function ordersFile(
  folder: string,
  { form, orderCount }: { readonly form: Form; readonly orderCount: number },
): Promise<{ readonly path: string; readonly bytes: number }> {
  const path = join(folder, `orders-${orderCount}.${form}`);
  const { bytes } = await inProcess('write', { count: orderCount, files: { [form]: path } }, { folder });
  return { path, bytes: bytes[form] ?? 0 };
}

/** @throws Error when a plan depends on how its orders were written. */
function requireOneDigest(digests: readonly string[]): void {
  if (new Set(digests).size > 1) throw new Error(`the same orders gave other plans: ${digests.join(', ')}`);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
