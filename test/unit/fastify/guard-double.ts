import { randomUUID } from 'node:crypto';
import type { CheckoutOrder } from '../../../src/catalog/order.js';
import type { Guard } from '../../../src/guard/guard.js';
import type { AdmitVerdict } from '../../../src/guard/verdict.js';

/** Stands for a guard whose next answers are known: what is tested here is the plugin, not the guard. */
export class GuardDouble implements Guard {
  readonly saleId = 'earphones-0801';
  readonly epoch = 1;
  readonly asked: CheckoutOrder[] = [];
  closed = 0;
  readonly #answer: () => Promise<AdmitVerdict>;

  constructor(answer: () => Promise<AdmitVerdict>) {
    this.#answer = answer;
  }

  admit(order: CheckoutOrder): Promise<AdmitVerdict> {
    this.asked.push(order);
    return this.#answer();
  }
  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
  commit(): Promise<never> {
    return unasked();
  }
  release(): Promise<never> {
    return unasked();
  }
  extend(): Promise<never> {
    return unasked();
  }
  beginPayment(): Promise<never> {
    return unasked();
  }
  resume(): Promise<never> {
    return unasked();
  }
  resolveReview(): Promise<never> {
    return unasked();
  }
  replacePriceBook(): Promise<never> {
    return unasked();
  }
}

/** An order of one unit, with an id of its own. */
export function order(): CheckoutOrder {
  return {
    id: randomUUID(),
    saleId: 'earphones-0801',
    customer: ['k1:opaque'],
    channel: 'web',
    currency: 'KRW',
    lines: [{ lineId: '1', sku: 'EP-100', quantity: 1, unitPriceMinor: 68_000 }],
  };
}

function unasked(): Promise<never> {
  return Promise.reject(new Error('the plugin asks for nothing but admit'));
}
