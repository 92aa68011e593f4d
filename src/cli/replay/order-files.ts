import type { ReplayRow } from '../../control/replay-input.js';
import type { Order } from '../../catalog/order.js';
import { SourceReading, type SourceInput } from '../../readers/open-source.js';
import { linesOf } from '../../wire/order-lines.js';
import { readOrders } from '../../wire/read-orders.js';
import type { CliIo } from '../io.js';
import type { ProgressLine } from '../progress.js';
import { RecordSpool } from '../sale/record-spool.js';

/** Rows between two looks at the progress. */
const TICK_ROWS = 256;
const STANDARD_INPUT = 'standard input';
const PLACED_DIGITS = 16;
const NUMBER_DIGITS = 10;

/**
 * Orders of some files in order of `placedAt`, those of one instant in the order of the files; problems first, in the order of the
 * files. Exports are in any order, `saleguard export` writes by id: the orders wait in a file of the temporary folder, which only this
 * user can read, until all are read. Memory holds where each stands.
 */
export class OrderFiles {
  readonly #paths: readonly string[];
  readonly #io: CliIo;
  readonly #progress: ProgressLine;
  readonly #spool = new RecordSpool({ of: 'orders' });
  #rowCount = 0;

  constructor(
    paths: readonly string[],
    { io, progress }: { readonly io: CliIo; readonly progress: ProgressLine },
  ) {
    this.#paths = paths;
    this.#io = io;
    this.#progress = progress;
  }

  /** @throws GuardError `file` and `input` for a file that cannot be read to its end, naming it, and its line where there is one. */
  async *rows(): AsyncGenerator<ReplayRow, void, undefined> {
    for (const path of this.#paths) yield* this.#readFile(path);
    let judged = 0;
    for (const text of this.#spool.inOrder()) {
      if (judged % TICK_ROWS === 0)
        this.#progress.tick({
          label: 'judging',
          rowCount: judged,
          bytesRead: judged,
          bytesTotal: this.#spool.count,
        });
      judged += 1;
      const [file, line, order] = JSON.parse(text) as [number, number, Order]; // this process wrote it
      yield { kind: 'order', file: this.#nameOf(this.#paths[file] ?? ''), line, order };
    }
  }

  /** Removes what was kept. */
  dispose(): void {
    this.#spool.dispose();
  }

  async *#readFile(path: string): AsyncGenerator<ReplayRow, void, undefined> {
    const name = this.#nameOf(path);
    const input: SourceInput = path === '-' ? { stream: this.#io.stdin, name } : { path };
    const reading = new SourceReading(input);
    const { kind: format, pieces } = await reading.open();
    let rowCount = 0;
    for await (const row of readOrders(linesOf(pieces, { file: name }), { format })) {
      if (rowCount % TICK_ROWS === 0)
        this.#progress.tick({ label: `reading ${name}`, rowCount, ...reading.progress() });
      rowCount += 1;
      if (row.kind === 'order') this.#keep(path, row.line, row.order);
      else yield { ...row, file: name };
    }
  }

  #keep(path: string, line: number, order: Order): void {
    this.#rowCount += 1;
    const at = String(order.placedAt).padStart(PLACED_DIGITS, '0');
    const key = `${at}:${String(this.#rowCount).padStart(NUMBER_DIGITS, '0')}`;
    this.#spool.add(key, JSON.stringify([this.#paths.indexOf(path), line, order]));
  }

  #nameOf(path: string): string {
    return path === '-' ? STANDARD_INPUT : path;
  }
}
