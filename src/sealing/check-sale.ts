import { DAY_MS } from '../core/clock.js';
import type { SealOptions } from './seal-options.js';
import { refusal, type SealRefusal } from './seal-refusal.js';

/** What can be told before anything is read: who seals, which sale, which epoch. */
export function checkSale(options: SealOptions): SealRefusal[] {
  const { policy, key, sale, now, epochBefore } = options;
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
  found.push(...reportTime(options));
  return found;
}

/** Days after which what a report says of prices, promotions and references is no news. */
const REPORT_DAYS_MAX = 7;

/**
 * A catalogue is judged for an instant. One before the sale, or the present of a running one, sees every promotion that can be
 * live during it; any later one would not see those that have ended by then.
 */
function reportTime({ report, sale, now }: SealOptions): SealRefusal[] {
  const judgedFor = Date.parse(report.now);
  const opens = Math.max(sale.startsAt, now);
  if (judgedFor > opens) {
    const message = `the report judges for ${report.now}, after the sale has opened: what ends before that was not looked at; audit with --now ${new Date(opens).toISOString()} or earlier`;
    return [refusal('report-time', message)];
  }
  if (judgedFor >= now - REPORT_DAYS_MAX * DAY_MS) return [];
  const message = `the report judges for ${report.now}, more than ${REPORT_DAYS_MAX} days before now; audit again`;
  return [refusal('report-time', message)];
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
