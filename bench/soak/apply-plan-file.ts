import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openIncident } from '../../src/incident/open-incident.js';
import { signPlan } from '../../src/remedy/approvals.js';
import { memorySorter } from '../../src/remedy/memory-sorter.js';
import { PORT_OF } from '../../src/remedy/apply/ports.js';
import type { PlanHeader, PlanRecord, PlanTrailer } from '../../src/remedy/plan.js';
import { planRemediation } from '../../src/remedy/plan-remediation.js';
import { planLineText, type PlanLine } from '../../src/remedy/plan-text.js';
import { stepsOf } from '../../src/remedy/steps-of.js';
import { newPrivateKeyPem, signingKeyFromPem } from '../../src/seal/ed25519.js';
import { loadPolicyText } from '../../src/wire/policy.js';
import { MAKER, NIGHT_INCIDENT, policyText, SIGNERS } from '../plan/night.js';
import { ordersOf } from '../plan/orders.js';
import type { Effect } from './apply-terms.js';

/** A signed plan in a folder, with the policy it is made by. */
export interface PlannedRound {
  readonly plan: string;
  readonly policy: string;
  readonly orders: number;
  /** What has to be in the books of the services in the end, each once. */
  readonly expected: readonly Effect[];
}

/** Plans a night of orders, signs, and writes plan and policy. */
export async function planRound(
  folder: string,
  round: { readonly incidentId: string; readonly orderCount: number },
): Promise<PlannedRound> {
  const keys = SIGNERS.map((id) => ({ id, key: signingKeyFromPem(newPrivateKeyPem()) }));
  const text = policyText(keys.map(({ id, key }) => ({ id, publicKey: `ed25519:${key.publicKey}` })));
  const policy = loadPolicyText(text, { file: 'policy.yaml' });
  const { remedy, approvals } = policy;
  if (remedy === undefined || approvals === undefined) throw new Error('the policy lacks a section');
  const lines: PlanLine[] = [];
  const incident = openIncident({ id: round.incidentId, ...NIGHT_INCIDENT });
  const input = { incident, policy: remedy, madeAt: Date.now(), maker: MAKER, sorter: memorySorter() };
  for await (const line of planRemediation({ ...input, orders: ordersOf(round.orderCount) }))
    lines.push(line);
  const { header, trailer, records } = partsOf(lines);
  const signed = keys.map(({ id, key }) => {
    const signer = approvals.people.find((person) => person.id === id);
    if (signer === undefined) throw new Error(`${id} is nobody`);
    return signPlan({ header, trailer, signer, key, now: Date.now() });
  });
  const files = { plan: join(folder, 'plan.jsonl'), policy: join(folder, 'policy.yaml') };
  writeFileSync(files.policy, text);
  writeFileSync(files.plan, [...lines, ...signed].map((line) => `${planLineText(line)}\n`).join(''));
  return { ...files, orders: records.length, expected: expectedOf(header, records) };
}

function partsOf(lines: readonly PlanLine[]): {
  readonly header: PlanHeader;
  readonly trailer: PlanTrailer;
  readonly records: readonly PlanRecord[];
} {
  const header = lines[0];
  const trailer = lines.at(-1);
  if (header?.type !== 'plan' || trailer?.type !== 'end')
    throw new Error('a plan has a first and a last line');
  return { header, trailer, records: lines.filter((line) => line.type === 'order') };
}

function expectedOf(header: PlanHeader, records: readonly PlanRecord[]): Effect[] {
  return records.flatMap((record) =>
    stepsOf(header, record).map(({ key, kind, orderId, amount }) => ({
      service: PORT_OF[kind],
      key,
      kind,
      orderId,
      amount,
    })),
  );
}
