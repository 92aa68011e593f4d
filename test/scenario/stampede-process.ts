import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./stampede-buyers.mjs', import.meta.url));

/** What a buyer came to do. */
export const BUYER_KINDS = ['plain', 'double-click', 'greedy', 'pays', 'release', 'lapse'] as const;

export type BuyerKind = (typeof BUYER_KINDS)[number];

/** One buyer of the stampede. */
export interface Buyer {
  readonly number: number;
  readonly kind: BuyerKind;
  readonly quantity: number;
}

/** What one process is told. */
export interface StampedePlan {
  readonly port: number;
  readonly saleId: string;
  readonly stockKey: string;
  readonly buyers: readonly Buyer[];
  readonly arriveWithinMs: number;
  readonly timeoutMs: number;
  readonly logPath: string;
}

/** What one process counted. */
export interface StampedeCounts {
  /** Calls whose answer was open: sent again under the same id. */
  readonly unanswered: number;
  readonly asked: number;
  readonly sweepTroubles: number;
}

/** A process of buyers, ready to go. */
export class StampedeProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it and answers when it is connected and has built its buyers. */
  static async start(plan: StampedePlan): Promise<StampedeProcess> {
    const started = new StampedeProcess(fork(PROGRAM));
    const ready = started.#message();
    started.#child.send(plan);
    await ready;
    return started;
  }

  /** Lets the buyers in; answers when each of them is settled. */
  run(): Promise<StampedeCounts> {
    const counts = this.#message();
    this.#child.send('go');
    // The program of this test says nothing else after `ready`.
    return counts as Promise<StampedeCounts>;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #message(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', resolve);
      this.#child.once('exit', (code) =>
        reject(new Error(`a process of buyers ended with ${code ?? 'a signal'}`)),
      );
    });
  }
}
