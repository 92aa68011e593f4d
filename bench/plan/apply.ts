import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplyReport } from '../../src/remedy/apply/apply-options.js';
import { PORT_NAMES, type PortName } from '../../src/remedy/apply/ports.js';
import type { PlanToApply } from '../../src/remedy/apply/scan-plan.js';
import { openPlan, policyIn, runPlanCommand } from './command.js';
import { SIGNERS } from './night.js';
import { keyOf, officeIn } from './office.js';
import type { Product } from './product.js';
import { PacedService } from './service.js';
import type { ApplyAnswer, ApplyTask } from './tasks.js';
import { toldAt, type Heard } from './told.js';

/**
 * Plans the orders, signs, and carries the plan out in real time.
 *
 * @throws Error when it is not complete, or the services know another number of effects than there are steps.
 */
export async function applyInTime(product: Product, task: ApplyTask): Promise<ApplyAnswer> {
  const { office, orders } = task;
  await runPlanCommand(product, { office, orders }, Date.now());
  const plan = await signed(product, office);
  const services = PORT_NAMES.map((name) => serviceOf(name, task));
  const ledger =
    task.ledger === 'file' ? product.fileLedger(join(office, 'bench.ledger')) : product.memoryLedger();
  const heard: Heard[] = [];
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const result = await product.applyPlan(
    plan,
    Object.fromEntries(services.map((service) => [service.name, service.port()])),
    ledger,
    {
      policy: policyIn(product, office),
      couponCode: codesOf(product, office, plan),
      onProgress: ({ steps, stepsTotal, leftMs }) => {
        heard.push({ steps, stepsTotal, leftMs, atMs: performance.now() - startedAt });
      },
    },
  );
  const tookMs = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  const steps = requireWhole(result, services);
  return {
    orders: plan.trailer.count,
    steps,
    tookMs,
    cpuMs: (user + system) / 1_000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    slowest: slowestOf(services),
    busyAnswers: sumOf(services, 'busyAnswers'),
    tooFast: sumOf(services, 'tooFast'),
    told: toldAt(heard, tookMs),
  };
}

function serviceOf(name: PortName, { ratePerSecond, paymentsPerSecond, busyEvery }: ApplyTask): PacedService {
  const own = name === 'payments' ? paymentsPerSecond : undefined;
  return new PacedService({ name, ratePerSecond: own ?? ratePerSecond, busyEvery });
}

async function signed(product: Product, office: string): Promise<PlanToApply> {
  const plan = await openPlan(product, office);
  const { people } = requireApprovals(policyIn(product, office));
  const approvals = SIGNERS.map((id) => {
    const signer = people.find((person) => person.id === id);
    if (signer === undefined) throw new Error(`${id} is nobody`);
    const key = product.signingKeyFromPem(keyOf(officeIn(office), id));
    return product.signPlan({ header: plan.header, trailer: plan.trailer, signer, key, now: Date.now() });
  });
  return { header: plan.header, trailer: plan.trailer, approvals, records: () => plan.records() };
}

function requireApprovals(
  policy: ReturnType<typeof policyIn>,
): NonNullable<ReturnType<typeof policyIn>['approvals']> {
  if (policy.approvals === undefined) throw new Error('the policy knows nobody');
  return policy.approvals;
}

function codesOf(
  { couponCode }: Product,
  office: string,
  { header }: PlanToApply,
): (record: { readonly customer: string }) => string {
  const key = readFileSync(officeIn(office).couponKey, 'utf8').trim();
  return ({ customer }) => couponCode({ key, incidentId: header.incidentId, customer });
}

/** How many steps there were. */
function requireWhole(
  result: ApplyReport | { readonly kind: 'refused' | 'busy' },
  services: readonly PacedService[],
): number {
  if (result.kind !== 'ran' || !result.isComplete)
    throw new Error(`not carried out: ${JSON.stringify(result)}`);
  const steps = result.books.reduce((sum, { planned }) => sum + planned.count, 0);
  const effects = sumOf(services, 'effects');
  if (steps !== effects) throw new Error(`${steps} steps, and ${effects} effects`);
  return steps;
}

/** The one that needs the longest at its rate. */
function slowestOf(services: readonly PacedService[]): ApplyAnswer['slowest'] {
  const secondsOf = ({ effects, ratePerSecond }: PacedService): number => effects / ratePerSecond;
  const slowest = services.reduce((most, one) => (secondsOf(one) > secondsOf(most) ? one : most));
  const { name, ratePerSecond, effects, usedMs, closedMs } = slowest;
  return { name, ratePerSecond, effects, usedMs, closedMs };
}

function sumOf(services: readonly PacedService[], field: 'busyAnswers' | 'tooFast' | 'effects'): number {
  return services.reduce((sum, service) => sum + service[field], 0);
}
