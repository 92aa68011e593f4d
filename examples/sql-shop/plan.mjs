// Incident, plan and signatures, as files in a folder: what `saleguard incident`, `plan` and `approve-plan` do, as a program.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicyText, newPrivateKeyPem, signingKeyFromPem } from 'saleguard';
import { memorySorter, openIncident, planRemediation, printPlanLine, signPlan } from 'saleguard/remedy';
import { readOrders, SALE, WRONG } from './shop.mjs';

const ROLE = 'care-lead';
const HOUR = 3_600_000;
/** A shop keeps it in a file or a secret store. */
export const COUPON_KEY = 'c'.repeat(32);

/** Writes `plan.jsonl` and `policy.yaml`, and has two people sign. @returns the records and the last line. */
export async function planAndSign(sql, { folder, now }) {
  // Each has a key that nobody else has (`saleguard keys new`); kim, who plans, may not sign.
  const signers = ['lee', 'park'].map((id) => ({ id, key: signingKeyFromPem(newPrivateKeyPem()) }));
  const policy = writePolicy(join(folder, 'policy.yaml'), signers);
  const incident = openIncident({
    ...{ id: `${SALE}:1`, saleId: SALE, origin: 'operator', class: 'price', currency: 'KRW', by: 'kim' },
    knownAt: now - HOUR,
    subject: { prices: [WRONG], promotions: [], shortfalls: [], from: now - 48 * HOUR, until: now },
  });
  const lines = planRemediation({
    ...{ incident, orders: readOrders(sql), policy: policy.remedy, madeAt: now, maker: 'kim' },
    ...{ sorter: memorySorter(), couponKey: COUPON_KEY },
  });
  const plan = { header: undefined, records: [], trailer: undefined };
  const path = join(folder, 'plan.jsonl');
  writeFileSync(path, '');
  for await (const line of lines) {
    appendFileSync(path, printPlanLine(line));
    if (line.type === 'plan') plan.header = line;
    else if (line.type === 'end') plan.trailer = line;
    else plan.records.push(line);
  }
  for (const { id, key } of signers) {
    const signer = policy.approvals.people.find((person) => person.id === id);
    const { header, trailer } = plan;
    appendFileSync(path, printPlanLine(signPlan({ header, trailer, signer, key, now })));
  }
  return plan;
}

function writePolicy(path, signers) {
  const people = signers.map(({ id, key }) => ({ id, role: ROLE, publicKey: `ed25519:${key.publicKey}` }));
  const starter = readFileSync(new URL('policy.yaml', import.meta.url), 'utf8');
  const text = starter.replace('people: PEOPLE', `people: ${JSON.stringify(people)}`);
  writeFileSync(path, text);
  return loadPolicyText(text, { file: path });
}
