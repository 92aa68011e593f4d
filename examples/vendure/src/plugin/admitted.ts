// What an order of Vendure remembers of saleguard. Vendure saves the order after each transition, and with it these fields.
import type { Order } from '@vendure/core';

declare module '@vendure/core/dist/entity/custom-entity-fields.js' {
  interface CustomOrderFields {
    /** Empty until the order first held units. */
    saleguardId?: string | null;
    /** Digest of what was admitted under that id. */
    saleguardDigest?: string | null;
  }
}

/** What saleguard admitted. */
export interface Admitted {
  readonly id: string;
  readonly digest: string;
}

/**
 * The id that an order has in saleguard: its code, and which of its visits to the payment page this is. A reservation ends once: a
 * shopper who goes back to the cart and comes again asks for units under the next id.
 */
export function firstId(order: Order): string {
  return `${order.code}.1`;
}

/** The id after `id`. */
export function nextId(order: Order, id: string): string {
  const visit = Number(id.slice(order.code.length + 1));
  return `${order.code}.${visit + 1}`;
}

/** The id under which the order holds its units, or will ask for them next. */
export function heldId(order: Order): string | undefined {
  return order.customFields?.saleguardId ?? undefined;
}

/** What was admitted; undefined when nothing is. */
export function admittedOf(order: Order): Admitted | undefined {
  const { saleguardId, saleguardDigest } = order.customFields ?? {};
  return saleguardId && saleguardDigest ? { id: saleguardId, digest: saleguardDigest } : undefined;
}

/** Remembers what was admitted. */
export function remember(order: Order, { id, digest }: Admitted): void {
  order.customFields.saleguardId = id;
  order.customFields.saleguardDigest = digest;
}

/** Nothing is held under `id` any more: the next visit has the next one. */
export function forget(order: Order, id: string): void {
  order.customFields.saleguardId = nextId(order, id);
  order.customFields.saleguardDigest = null;
}
