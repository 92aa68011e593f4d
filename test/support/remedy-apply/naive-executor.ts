import { PORT_OF, type PortAnswer } from '../../../src/remedy/apply/ports.js';
import type { PlanToApply } from '../../../src/remedy/apply/scan-plan.js';
import type { PlanRecord } from '../../../src/remedy/plan.js';
import { stepsOf } from '../../../src/remedy/steps-of.js';
import type { Step } from '../../../src/remedy/steps.js';
import { TIMEOUT_MS } from './fake-service.js';
import type { FakeShop } from './fake-shop.js';
import type { Death } from './mortal.js';

/** What anybody would write: go through the list, try again when there is no answer, begin anew after a crash. */
export async function naivelyApply(
  plan: PlanToApply,
  records: readonly PlanRecord[],
  { shop, deaths }: { readonly shop: FakeShop; readonly deaths: readonly Death[] },
): Promise<void> {
  const ports = shop.ports();
  const done = new Set<string>();
  const steps = records.flatMap((record) => stepsOf(plan.header, record).map((step) => ({ step, record })));
  for (const death of [...deaths, undefined]) {
    let calls = 0;
    for (const { step, record } of steps) {
      if (death !== undefined && (calls += 1) > death.atLine) break;
      await shop.clock.until(tried(step, record));
    }
  }

  async function tried(step: Step, record: PlanRecord): Promise<void> {
    const port = ports[PORT_OF[step.kind]];
    // It remembers what it was told, as long as it lives; nobody told it of a lost reply.
    for (let tries = 0; tries < 3 && !done.has(step.key); tries += 1) {
      const { signal } = new AbortController();
      const request = { step, key: step.key, record, header: plan.header, couponCode: undefined, signal };
      const acting = port?.act(request).catch((): PortAnswer => ({ kind: 'unknown' }));
      const waiting = shop.clock.wait(TIMEOUT_MS).then((): PortAnswer => ({ kind: 'unknown' }));
      const answer = await Promise.race([acting, waiting]);
      if (answer?.kind === 'done' || answer?.kind === 'pending') done.add(step.key);
    }
  }
}
