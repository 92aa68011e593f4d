import { expect, it } from 'vitest';
import { sendTo, storeFrom } from '../../src/testing/stock/store-from.js';
import { stockContract } from '../../src/testing/stock/contract/contract.js';
import { memoryHarness } from './harnesses.js';
import { wordOf, wordsToHear } from './said.js';

it('every verdict kind and reason that can be provoked from outside is heard by the contract', async () => {
  const heard = new Set<string>();
  for (const check of stockContract) {
    const harness = memoryHarness((store) =>
      storeFrom(store.saleId, async (command) => {
        const verdict = await sendTo(store)(command);
        heard.add(`${command.operation}: ${wordOf(verdict)}`);
        return verdict;
      }),
    );
    await check.run(harness);
  }
  expect(wordsToHear().filter((word) => !heard.has(word))).toEqual([]);
});
