import type { Order } from '../../catalog/order.js';
import { GuardError } from '../../core/errors.js';
import { SourceReading, type SourceInput } from '../../readers/open-source.js';
import { contactPlaceOf, type ContactCheck } from '../../remedy/contact-data.js';
import { linesOf } from '../../wire/order-lines.js';
import type { OrderReading } from '../../wire/order-reading.js';
import { orderProblemText, readOrders } from '../../wire/read-orders.js';
import type { CliIo } from '../io.js';
import type { ProgressLine } from '../progress.js';

/** Rows between two looks at the progress. */
const TICK_ROWS = 256;
/** Problems told in full. */
const TOLD_MAX = 50;
const STANDARD_INPUT = 'standard input';

/** How the orders of a plan are read. */
export interface OrderInputOptions {
  readonly paths: readonly string[];
  readonly reading: OrderReading;
  readonly contact: ContactCheck;
  readonly io: Pick<CliIo, 'stdin'>;
  readonly progress: ProgressLine;
}

/** Orders of some files, one after another, in memory of one order. */
export class OrderInput {
  readonly #options: OrderInputOptions;
  readonly #told: string[] = [];
  #problemCount = 0;
  #orderCount = 0;

  constructor(options: OrderInputOptions) {
    this.#options = options;
  }

  /** Orders so far. */
  get count(): number {
    return this.#orderCount;
  }

  /**
   * Every order. A row that cannot be read is an order that would be forgotten: all files are read to their ends, so that every such row
   * is told, and then there is no plan.
   *
   * @throws GuardError `input` with the rows that cannot be read; `file` and `input` for a file that cannot be read to its end.
   */
  async *orders(): AsyncGenerator<Order, void, undefined> {
    for (const path of this.#options.paths) yield* this.#ordersOf(path);
    if (this.#problemCount > 0) throw this.#refusal();
  }

  async *#ordersOf(path: string): AsyncGenerator<Order, void, undefined> {
    const { io, reading, contact, progress } = this.#options;
    const name = path === '-' ? STANDARD_INPUT : path;
    const input: SourceInput = path === '-' ? { stream: io.stdin, name } : { path };
    const source = new SourceReading(input);
    const { kind: format, pieces } = await source.open();
    let rowCount = 0;
    for await (const row of readOrders(linesOf(pieces, { file: name }), { ...reading, format })) {
      if (rowCount % TICK_ROWS === 0)
        progress.tick({ label: `reading ${name}`, rowCount, ...source.progress() });
      rowCount += 1;
      if (row.kind === 'problem') {
        this.#tell(orderProblemText(name, row));
        continue;
      }
      const place = contactPlaceOf(row.order, contact);
      if (place === undefined) {
        this.#orderCount += 1;
        yield row.order;
      } else this.#tell(orderProblemText(name, { kind: 'problem', line: row.line, ...place }));
    }
  }

  #tell(text: string): void {
    this.#problemCount += 1;
    if (this.#told.length < TOLD_MAX) this.#told.push(text);
  }

  #refusal(): GuardError {
    const count = this.#problemCount;
    const more = count > this.#told.length ? [`and ${count - this.#told.length} more`] : [];
    const head = `${count} ${count === 1 ? 'row' : 'rows'} of the orders cannot be read, and an order that is not read would be forgotten: no plan`;
    return new GuardError({
      code: 'input',
      message: [head, ...this.#told, ...more].join('\n'),
      data: { count },
    });
  }
}
