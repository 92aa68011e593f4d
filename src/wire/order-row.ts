import type { Order } from '../catalog/order.js';

/** What one place of an order file says. Lines count from 1. */
export type OrderRow =
  /** `line`: where the order begins. */
  | { readonly kind: 'order'; readonly line: number; readonly order: Order }
  /** `field`: `lines[0].quantity` in JSONL, the column in CSV; undefined where the line, or the file, as a whole is meant. */
  | {
      readonly kind: 'problem';
      readonly line: number;
      readonly field: string | undefined;
      readonly message: string;
    };
