import { badInputChecks } from './bad-input.js';
import type { StockCheck } from './harness.js';
import { commitChecks } from './commit.js';
import { epochChecks } from './epochs.js';
import { giveBackChecks } from './give-back.js';
import { holdChecks } from './holds.js';
import { latePaymentChecks } from './late-payment.js';
import { limitChecks } from './limits.js';
import { manageChecks } from './manage.js';
import { modeChecks } from './modes.js';
import { openChecks } from './open.js';
import { paymentChecks } from './payment.js';
import { reserveChecks } from './reserve.js';
import { reviewChecks } from './review.js';
import { storyChecks } from './story.js';
import { supersedeChecks } from './supersede.js';
import { tripChecks } from './trips.js';

/**
 * What every stock store does: some two hundred behaviours, each by a check that needs no test runner. A shop runs them on its own
 * store in its own CI.
 *
 * @example
 * for (const check of stockContract) {
 *   it(check.name, async () => {
 *     const harness = await makeHarness(); // your store, your clock
 *     try {
 *       await check.run(harness);
 *     } finally {
 *       await harness.dispose();
 *     }
 *   });
 * }
 */
export const stockContract: readonly StockCheck[] = [
  ...openChecks,
  ...reserveChecks,
  ...limitChecks,
  ...supersedeChecks,
  ...paymentChecks,
  ...commitChecks,
  ...latePaymentChecks,
  ...giveBackChecks,
  ...modeChecks,
  ...holdChecks,
  ...tripChecks,
  ...reviewChecks,
  ...epochChecks,
  ...storyChecks,
  ...manageChecks,
  ...badInputChecks,
];
