import type { LegalProfile } from './remedy-policy.js';

/**
 * Profiles that a policy may name, as data; no legal advice. A shop that answers to another law writes its own.
 * - `KR`: Korean distance selling: money is back within 3 business days. Counted from the payment, because nobody may claim that the
 *   shop learnt of its own mistake late.
 * - `generic`: 14 calendar days from when the shop knew.
 */
export const LEGAL_PROFILES: Readonly<Record<'KR' | 'generic', LegalProfile>> = {
  KR: {
    id: 'KR',
    refundBusinessDays: 3,
    countedFrom: 'payment',
    weekend: [6, 7],
    timeZone: 'Asia/Seoul',
  },
  generic: {
    id: 'generic',
    refundBusinessDays: 14,
    countedFrom: 'known',
    weekend: [],
    timeZone: 'UTC',
  },
};
