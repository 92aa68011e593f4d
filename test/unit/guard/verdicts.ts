import type { OrderFinding } from '../../../src/catalog/order-finding.js';
import type { AdmitVerdict, CustomerMessage } from '../../../src/guard/verdict.js';

/** One of the answers of `admit`. */
export type Admit<K extends AdmitVerdict['kind']> = Extract<AdmitVerdict, { readonly kind: K }>;

export const MESSAGE: CustomerMessage = { en: 'for the customer', ko: '고객에게' };

/** Full of what no customer may see. */
export const FINDING: OrderFinding = {
  ruleId: 'deep-markdown',
  severity: 'block',
  sku: 'SECRET-SKU',
  priceList: 'default',
  lineIds: ['SECRET-LINE'],
  currency: 'KRW',
  measured: { value: 9000, unit: 'bps' },
  limit: { value: 6000, unit: 'bps' },
  evidence: { reference: 136_000 },
};

export function admitted(init: Partial<Admit<'admitted'>> = {}): Admit<'admitted'> {
  return {
    kind: 'admitted',
    id: 'o-1',
    epoch: 1,
    state: 'reserved',
    expiresAt: 1_000,
    replayed: false,
    fingerprint: 'SECRET-FINGERPRINT',
    markdownMinor: 100,
    payableMinor: 900,
    findings: [],
    ...init,
  };
}

export function rejected(init: Partial<Admit<'rejected'>> = {}): Admit<'rejected'> {
  return {
    kind: 'rejected',
    id: 'o-1',
    epoch: 1,
    reason: 'price',
    findings: [FINDING],
    refusal: undefined,
    problem: 'SECRET problem',
    transient: false,
    onStoreFailure: undefined,
    message: MESSAGE,
    ...init,
  };
}

export function review(init: Partial<Admit<'review'>> = {}): Admit<'review'> {
  return {
    kind: 'review',
    id: 'o-1',
    epoch: 1,
    reserved: true,
    expiresAt: 1_785_542_400_000,
    replayed: false,
    findings: [FINDING],
    onStoreFailure: undefined,
    refusal: undefined,
    message: MESSAGE,
    ...init,
  };
}

export function unknown(init: Partial<Admit<'unknown'>> = {}): Admit<'unknown'> {
  return {
    kind: 'unknown',
    id: 'o-1',
    because: 'deadline',
    onStoreFailure: 'reject',
    findings: [FINDING],
    message: MESSAGE,
    ...init,
  };
}
