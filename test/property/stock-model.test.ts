import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StockStore } from '../../src/stock/store.js';
import type { Unknown } from '../../src/stock/verdict.js';
import { stockProgramArbitrary } from '../../src/testing/stock/arbitraries.js';
import type { StockCommand } from '../../src/testing/stock/command.js';
import { followProgram } from '../../src/testing/stock/follow.js';
import type { StockProgram } from '../../src/testing/stock/program.js';
import { sendTo, storeFrom } from '../../src/testing/stock/store-from.js';
import { clockedMemory } from '../contract/harnesses.js';

const numRuns = fc.readConfigureGlobal().numRuns ?? 1_000;
const RUNS = { numRuns, verbose: false } as const;

describe('memoryStock beside the model, every command sent twice', () => {
  it('answers as predicted', async () => {
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary(), (program) => followProgram(clockedMemory(), program)),
      RUNS,
    );
  });

  it('answers as predicted on a clock that is set back now and then', async () => {
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary({ clock: 'corrected' }), (program) =>
        followProgram(clockedMemory(), program),
      ),
      RUNS,
    );
  });

  it('answers as one of the predicted sales when requests and replies get lost', async () => {
    const losses = fc.array(fc.constantFrom<Loss>('none', 'none', 'request', 'reply'), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary({ stepsMax: 20 }), losses, async (program, lost) => {
        const clocked = clockedMemory();
        // A bad request never gets as far as the network.
        const steps = program.steps.filter((step) => step.kind !== 'hostile');
        await followProgram({ ...clocked, store: losing(clocked.store, lost) }, { ...program, steps });
      }),
      RUNS,
    );
  });

  it.each([64, 65, 90])(
    'answers as predicted when %d reservations are due and one order needs them all',
    async (due) => {
      const reserve = (id: string, quantity: number): StockCommand => ({
        operation: 'reserve',
        request: { id, owners: ['k1.ann'], lines: [{ stockKey: 'A', quantity }], ttlMs: 1000 },
      });
      const commands = Array.from({ length: due }, (_, at) => reserve(`o${at}`, 1));
      const program: StockProgram = {
        before: [],
        open: { allotments: [{ stockKey: 'A', quantity: due }] },
        steps: [
          ...commands.map((command) => ({ kind: 'send' as const, command })),
          { kind: 'wait', ms: 1000 },
          { kind: 'send', command: reserve('all', due) },
          { kind: 'send', command: { operation: 'expire', request: {} } },
          { kind: 'send', command: reserve('again', due) },
        ],
      };
      const kinds: string[] = [];
      await followProgram(clockedMemory(), program, {
        sending: 'once',
        onVerdict: (_, verdict) => kinds.push(verdict.kind),
      });
      // One request clears 64 away and no more.
      expect(kinds.slice(-3)).toEqual(
        due <= 64 ? ['reserved', 'swept', 'refused'] : ['refused', 'swept', 'reserved'],
      );
    },
  );
});

type Loss = 'none' | 'request' | 'reply';

const LOST: Unknown = { kind: 'unknown', because: 'connection', message: 'lost' };
/** What the follower itself looks at must arrive. */
const READS: readonly string[] = [
  'status',
  'snapshot',
  'availability',
  'activity',
  'journal',
  'reservations',
];

function losing(store: StockStore, losses: readonly Loss[]): StockStore {
  let sent = 0;
  return storeFrom(store.saleId, async (command) => {
    if (READS.includes(command.operation)) return sendTo(store)(command);
    const loss = losses[sent++] ?? 'none';
    if (loss === 'request') return LOST;
    const verdict = await sendTo(store)(command);
    return loss === 'reply' ? LOST : verdict;
  });
}
