import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NIGHT_INCIDENT, policyText, SALE_ID, SIGNERS } from './night.js';
import type { Product } from './product.js';

/** Files that a plan is made with, beside the orders. */
export interface Office {
  readonly incident: string;
  readonly policy: string;
  readonly couponKey: string;
  readonly plan: string;
  /** Private keys of those who sign, by their ids. */
  readonly keys: ReadonlyMap<string, string>;
}

/** Where the files of an office are. */
export function officeIn(folder: string): Office {
  const at = (name: string): string => join(folder, name);
  return {
    incident: at('incident.json'),
    policy: at('policy.yaml'),
    couponKey: at('coupon.key'),
    plan: at('plan.jsonl'),
    keys: new Map(SIGNERS.map((id) => [id, at(`${id}.key`)])),
  };
}

/** Writes the incident, the policy and the keys. */
export function writeOffice(product: Product, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { incident, policy, couponKey, keys } = officeIn(folder);
  const signers = [...keys].map(([id, file]) => {
    const pem = product.newPrivateKeyPem();
    writeFileSync(file, pem, { mode: 0o600 });
    return { id, publicKey: `ed25519:${product.signingKeyFromPem(pem).publicKey}` };
  });
  writeFileSync(policy, policyText(signers));
  writeFileSync(couponKey, 'not-a-secret:'.repeat(4), { mode: 0o600 });
  const opened = product.openIncident({
    id: `${SALE_ID}:night`,
    ...NIGHT_INCIDENT,
  });
  writeFileSync(incident, product.incidentText(opened));
}

/** The private key of somebody who signs. */
export function keyOf(office: Office, id: string): string {
  return readFileSync(office.keys.get(id) ?? '', 'utf8');
}
