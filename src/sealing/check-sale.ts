import type { SealOptions } from './seal-options.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** What can be told before anything is read: who seals, which sale, which epoch. */
export function checkSale({ policy, key, sale, now, epochBefore }: SealOptions): SealRefusal[] {
  const found: SealRefusal[] = [];
  const signer = signerRefusal(policy, key.keyId);
  if (signer !== undefined) found.push(refusal('signer-may-not', signer));
  if (now >= sale.endsAt) {
    const message = `the sale ${sale.saleId} ended at ${new Date(sale.endsAt).toISOString()}; nothing is sealed for a sale that is over`;
    found.push(refusal('sale-over', message));
  }
  if (epochBefore !== undefined && sale.epoch <= epochBefore) {
    const message = `epoch ${sale.epoch} is not above ${epochBefore}, the epoch of the book before; write epoch: ${epochBefore + 1} in the sale file`;
    found.push(refusal('epoch', message));
  }
  return found;
}

function signerRefusal(policy: SealOptions['policy'], keyId: string): string | undefined {
  const { approvals } = policy;
  if (approvals === undefined) {
    return 'the policy has no approvals section: list the people whose signatures count, and a role with seal: true';
  }
  const person = approvals.people.find((candidate) => candidate.keyId === keyId);
  if (person === undefined) return `the key ${keyId} is nobody's in the policy (approvals.people)`;
  const role = approvals.roles.find(({ name }) => name === person.role);
  return role?.maySeal === true
    ? undefined
    : `the role ${person.role} of key ${keyId} may not seal (seal: true)`;
}
