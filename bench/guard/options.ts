import { parseArgs } from 'node:util';

/** How much is measured. */
export interface GuardBenchOptions {
  /** Lines of an order, one table each. */
  readonly lineCounts: readonly number[];
  /** Entries of the price book, one table each. */
  readonly bookSizes: readonly number[];
  readonly roundCount: number;
  readonly inFlight: number;
  /** Ms of one turn. */
  readonly turnMs: number;
  /** Orders judged alone, for the share of the judgement. */
  readonly judgedOrders: number;
}

const FULL = { lines: '1,3', books: '1000,1000000', rounds: 7, turnMs: 800, judgedOrders: 200_000 };
const QUICK = { lines: '1,3', books: '1000', rounds: 2, turnMs: 300, judgedOrders: 50_000 };

/** @throws when the command line says something else than documented in main.ts. */
export function parseOptions(words: readonly string[]): GuardBenchOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      quick: { type: 'boolean', default: false },
      lines: { type: 'string' },
      books: { type: 'string' },
      rounds: { type: 'string' },
      'in-flight': { type: 'string', default: '512' },
    },
  });
  const extent = values.quick ? QUICK : FULL;
  return {
    lineCounts: (values.lines ?? extent.lines).split(',').map((text) => wholeOf('--lines', text)),
    bookSizes: (values.books ?? extent.books).split(',').map((text) => wholeOf('--books', text)),
    roundCount: values.rounds === undefined ? extent.rounds : wholeOf('--rounds', values.rounds),
    inFlight: wholeOf('--in-flight', values['in-flight']),
    turnMs: extent.turnMs,
    judgedOrders: extent.judgedOrders,
  };
}

function wholeOf(option: string, text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value > 0 && Number.isSafeInteger(value)) return value;
  throw new RangeError(`${option} ${text} is not a whole number above 0`);
}
