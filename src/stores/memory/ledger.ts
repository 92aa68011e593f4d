import { GuardError } from '../../core/errors.js';
import type { LedgerStore } from '../../remedy/apply/ledger.js';

/** A ledger in memory: for tests and dry runs. It is gone with its process, and with it the protection against paying twice. */
export interface MemoryLedger extends LedgerStore {
  /** All lines kept so far. */
  lines(): readonly string[];
}

/** Makes one; `lines` are what an earlier one kept. */
export function memoryLedger(options: { readonly lines?: readonly string[] | undefined } = {}): MemoryLedger {
  const lines = [...(options.lines ?? [])];
  let isTaken = false;
  return {
    lines: () => [...lines],
    open: () => {
      if (isTaken) return Promise.resolve({ kind: 'busy', holder: 'this process' });
      isTaken = true;
      return Promise.resolve({ kind: 'opened', lines: oneByOne([...lines]) });
    },
    append: (added) => {
      if (!isTaken) {
        return Promise.reject(
          new GuardError({ code: 'invalid-argument', message: 'a ledger is opened before it is written to' }),
        );
      }
      lines.push(...added);
      return Promise.resolve();
    },
    close: () => {
      isTaken = false;
      return Promise.resolve();
    },
  };
}

// A store hands out its lines as they come, and these are all there.
// eslint-disable-next-line @typescript-eslint/require-await
async function* oneByOne(lines: readonly string[]): AsyncIterable<string> {
  yield* lines;
}
