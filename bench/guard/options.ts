import { parseArgs } from 'node:util';
import { wholeOf, wholesOf } from '../whole-of.js';

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

/** What `--help` prints. */
export const USAGE = `What the guard costs on top of the store: admit and commit, beside the store alone with the same requests.

  npm run bench:guard                  orders of 1 and 3 lines, books of 1,000 and 1,000,000 entries
  npm run bench:guard -- --quick       a look, half a minute

  --quick            few and short rounds, the small book
  --lines 1,3        lines of an order, one table each
  --books 1000       entries of the price book, one table each
  --rounds 7         turns of each contestant
  --in-flight 512    shoppers at a time

It starts its own Redis server and stops it. It measures the built package: build first, and do not build meanwhile.`;

/**
 * @returns undefined when only {@link USAGE} is asked for.
 * @throws when the command line says something else.
 */
export function parseOptions(words: readonly string[]): GuardBenchOptions | undefined {
  const { values } = parseArgs({
    args: [...words],
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      lines: { type: 'string' },
      books: { type: 'string' },
      rounds: { type: 'string' },
      'in-flight': { type: 'string', default: '512' },
    },
  });
  if (values.help) return undefined;
  const extent = values.quick ? QUICK : FULL;
  return {
    lineCounts: wholesOf('--lines', values.lines ?? extent.lines),
    bookSizes: wholesOf('--books', values.books ?? extent.books),
    roundCount: values.rounds === undefined ? extent.rounds : wholeOf('--rounds', values.rounds),
    inFlight: wholeOf('--in-flight', values['in-flight']),
    turnMs: extent.turnMs,
    judgedOrders: extent.judgedOrders,
  };
}
