import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StockStore } from '../../src/stock/store.js';
import { stockProgramArbitrary } from '../../src/testing/stock/arbitraries.js';
import { callOf, sendCommand, type StockCall } from '../../src/testing/stock/command.js';
import { stockContract } from '../../src/testing/stock/contract/contract.js';
import { followProgram } from '../../src/testing/stock/follow.js';
import { judgeStock } from '../../src/testing/stock/oracle.js';
import { readEvidence } from '../../src/testing/stock/oracle/evidence.js';
import { stepsOf, type StockProgram } from '../../src/testing/stock/program.js';
import { BROKEN_STORES, type BrokenStore } from './broken-stores.js';
import { clockedMemory, memoryHarness, type ClockedMemory } from './harnesses.js';

/** Programs a broken store may survive before it counts as not noticed: fewer than the model suite runs. */
const RUNS_MAX = 4_000;

function seenBy(part: 'contract' | 'model' | 'oracle'): readonly (readonly [string, BrokenStore])[] {
  return BROKEN_STORES.filter((one) => one.unseen[part] === undefined).map(
    (one) => [one.fault, one] as const,
  );
}

function clockedBroken({ wrap }: BrokenStore): ClockedMemory {
  const clocked = clockedMemory();
  return { ...clocked, store: wrap(clocked.store) };
}

/** The sentence of the first program that shows the fault. */
async function firstBreach(run: (program: StockProgram) => Promise<void>): Promise<string> {
  const details = await fc.check(fc.asyncProperty(stockProgramArbitrary(), run), {
    numRuns: RUNS_MAX,
    endOnFailure: true,
    verbose: false,
  });
  if (!details.failed) throw new Error(`survived ${details.numRuns} programs`);
  return details.errorInstance instanceof Error ? details.errorInstance.message : '';
}

/** Sends a program, remembers what was acknowledged, and has only that and the end judged. */
async function judgeOnly({ store, advance }: ClockedMemory, program: StockProgram): Promise<void> {
  const calls: StockCall[] = [];
  let step = 0;
  for (const one of stepsOf(program)) {
    if (one.kind === 'wait') await advance(one.ms);
    if (one.kind !== 'send') continue;
    for (let time = 0; time < 2; time += 1) {
      const sentAt = (step += 1);
      const verdict = await sendCommand(store, one.command);
      calls.push(callOf(one.command, verdict, { sentAt, settledAt: (step += 1) }));
    }
  }
  const breaches = judgeStock(await readEvidence(store, calls));
  if (breaches.length > 0) throw new Error(breaches.join('; '));
}

async function failedChecks(wrap: (store: StockStore) => StockStore): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const check of stockContract) {
    try {
      await check.run(memoryHarness(wrap));
    } catch {
      failed.push(check.name);
    }
  }
  return failed;
}

describe('the contract notices a store that', () => {
  it.each(seenBy('contract'))('%s', async (_, one) => {
    expect(await failedChecks(one.wrap)).not.toEqual([]);
  });
});

describe('the model notices a store that', () => {
  it.each(seenBy('model'))('%s', async (_, one) => {
    expect(await firstBreach((program) => followProgram(clockedBroken(one), program))).not.toBe('');
  });
});

describe('the oracle, which knows only what was acknowledged, notices a store that', () => {
  it.each(seenBy('oracle'))('%s', async (_, one) => {
    expect(await firstBreach((program) => judgeOnly(clockedBroken(one), program))).not.toBe('');
  });
});

describe('none of them complains about a store that is right', () => {
  it('in 300 programs', async () => {
    await fc.assert(
      fc.asyncProperty(stockProgramArbitrary(), async (program) => {
        await judgeOnly(clockedMemory(), program);
      }),
      { numRuns: 300, verbose: false },
    );
    expect(await failedChecks((store) => store)).toEqual([]);
  });
});
