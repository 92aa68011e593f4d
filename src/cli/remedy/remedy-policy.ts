import type { RemedyPolicy } from '../../catalog/remedy-policy.js';
import { GuardError } from '../../core/errors.js';
import type { Policy } from '../../wire/policy.js';

/**
 * The policy's section on remedies.
 *
 * @throws GuardError `policy` for a policy without one, with what to write.
 */
export function requireRemedy({ remedy, source }: Policy): RemedyPolicy {
  if (remedy !== undefined) return remedy;
  throw new GuardError({
    code: 'policy',
    message: [
      `${source} has no section remedy, which says who is honoured, what a coupon is worth and who signs; the least of one is:`,
      'remedy:',
      '  currency: KRW',
      "  approvals: { twoFrom: '10000000' }",
      '  legal: { profile: KR }',
      '  notice: { shopName: Our Shop, contact: 1588-0000 }',
    ].join('\n'),
  });
}
