import type { GuardError } from '../core/errors.js';

interface Waiting {
  readonly lines: readonly string[];
  readonly kept: () => void;
  readonly lost: (error: GuardError) => void;
}

/** Lines kept at once, so that a batch stays small for a server and for memory. */
const BATCH_LINES = 1_000;

/**
 * Lines on their way to a store, one batch at a time and in the order they came: what comes while one is written waits, and is then
 * written together. After a batch that may be lost nothing is written any more.
 */
export class LineQueue {
  readonly #write: (lines: readonly string[]) => Promise<void>;
  readonly #failed: (cause: unknown) => GuardError;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #broken: GuardError | undefined;

  /** @param options.write keeps lines; @param options.failed makes the error of what it throws. */
  constructor(options: {
    readonly write: (lines: readonly string[]) => Promise<void>;
    readonly failed: (cause: unknown) => GuardError;
  }) {
    this.#write = options.write;
    this.#failed = options.failed;
  }

  /** Resolves when the lines are kept. @throws GuardError when they may not be. */
  add(lines: readonly string[]): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((kept, lost) => {
      this.#waiting.push({ lines, kept, lost });
      this.#writing ??= this.#writeAll();
    });
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // One turn, so that what is asked for together is written together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      try {
        await this.#write(batch.flatMap(({ lines }) => lines));
        for (const { kept } of batch) kept();
      } catch (cause) {
        this.#broken ??= this.#failed(cause);
        for (const { lost } of [...batch, ...this.#waiting.splice(0)]) lost(this.#broken);
      }
    }
    this.#writing = undefined;
  }

  #nextBatch(): readonly Waiting[] {
    let lines = 0;
    let end = 0;
    while (end < this.#waiting.length && (end === 0 || lines < BATCH_LINES)) {
      lines += this.#waiting[end]?.lines.length ?? 0;
      end += 1;
    }
    return this.#waiting.splice(0, end);
  }
}
