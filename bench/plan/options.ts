import { parseArgs } from 'node:util';
import { wholeOf } from '../whole-of.js';
import { NIGHT_ORDERS } from './night.js';
import type { ApplyTask, Form } from './tasks.js';

/** What can be measured. */
export const PARTS = ['plan', 'memory', 'apply'] as const;

/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** How much is measured. */
export interface PlanBenchOptions {
  readonly parts: readonly Part[];
  readonly orderCount: number;
  /** For the memory: many more. */
  readonly manyCount: number;
  /** Rounds of each form of the file. */
  readonly rounds: readonly { readonly form: Form; readonly roundCount: number }[];
  readonly scenarios: readonly Scenario[];
  /** Seconds that carrying out a plan is to take, about. */
  readonly applySeconds: number;
  readonly isWritten: boolean;
}

/** One way to carry out a plan. */
export type Scenario = Pick<ApplyTask, 'ledger' | 'ratePerSecond' | 'paymentsPerSecond' | 'busyEvery'> & {
  readonly title: string;
};

const SLOW: Scenario = {
  title: '25 a second, ledger in a file',
  ledger: 'file',
  ratePerSecond: 25,
  paymentsPerSecond: undefined,
  busyEvery: undefined,
};
const FAST: Scenario = { ...SLOW, title: '200 a second, ledger in a file', ratePerSecond: 200 };
const IN_MEMORY: Scenario = { ...FAST, title: '200 a second, ledger in memory', ledger: 'memory' };
const BUSY: Scenario = {
  ...FAST,
  title: '200 a second, each service answers 429 once in 2,000 calls',
  busyEvery: 2_000,
};
const ONE_SLOW: Scenario = {
  ...SLOW,
  title: 'payments 25 a second, all others 100, 429 once in 250 calls',
  ratePerSecond: 100,
  paymentsPerSecond: 25,
  busyEvery: 250,
};

const FULL = {
  orderCount: NIGHT_ORDERS,
  manyCount: 1_000_000,
  rounds: [
    { form: 'jsonl', roundCount: 3 },
    { form: 'csv', roundCount: 3 },
    { form: 'jsonl.gz', roundCount: 1 },
    { form: 'csv.gz', roundCount: 1 },
  ],
  scenarios: [SLOW, FAST, IN_MEMORY, BUSY, ONE_SLOW],
  applySeconds: 30,
} as const;
const QUICK = {
  orderCount: 10_000,
  manyCount: 40_000,
  rounds: [
    { form: 'jsonl', roundCount: 1 },
    { form: 'csv.gz', roundCount: 1 },
  ],
  scenarios: [SLOW, FAST, ONE_SLOW],
  applySeconds: 10,
} as const;

/** What `--help` prints. */
export const USAGE = `What a plan of remedy costs: planning beside reading the same file, its memory, and carrying it out at the rate of services.

  npm run bench:plan                   140,000 orders, a million for the memory: half an hour
  npm run bench:plan -- --quick        a look at 10,000 orders: two minutes
  npm run bench:plan -- --write        also puts the tables into docs/plan-performance.md

  --quick            few orders, one round, short runs
  --part plan        only this: plan, memory, apply; several with a comma between
  --orders 140000    orders of the plan
  --many 1000000     orders for the memory
  --rounds 3         rounds of every form of the file

It writes two gigabytes to the system's folder for temporary files, and removes them. It measures the built package: build first, and
do not build meanwhile.`;

/**
 * @returns undefined when only {@link USAGE} is asked for.
 * @throws when the command line says something else.
 */
export function parseOptions(words: readonly string[]): PlanBenchOptions | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      part: { type: 'string', default: PARTS.join(',') },
      orders: { type: 'string' },
      many: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  if (values.help) return undefined;
  const extent = values.quick ? QUICK : FULL;
  const { orders, many, rounds } = values;
  const parts = partsOf(values.part);
  if (values.write && parts.length < PARTS.length)
    throw new RangeError('--write replaces all tables of the page: leave --part away');
  return {
    parts,
    orderCount: orders === undefined ? extent.orderCount : wholeOf('--orders', orders),
    manyCount: many === undefined ? extent.manyCount : wholeOf('--many', many),
    rounds: extent.rounds.map(({ form, roundCount }) => ({
      form,
      roundCount: rounds === undefined ? roundCount : wholeOf('--rounds', rounds),
    })),
    scenarios: extent.scenarios,
    applySeconds: extent.applySeconds,
    isWritten: values.write,
  };
}

function partsOf(text: string): readonly Part[] {
  return text.split(',').map((word) => {
    const part = PARTS.find((one) => one === word);
    if (part === undefined) throw new RangeError(`--part ${word} is none of ${PARTS.join(', ')}`);
    return part;
  });
}
