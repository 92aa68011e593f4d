import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type { TaxBasis } from './offer.js';

/** Opaque reference of a customer (see `customerRef`): an account, a device, a payment instrument. Never contact data. */
export type CustomerRef = string;

/** What a promotion or coupon took off one line, or off the shipping. Points are a payment, not a reduction. */
export interface Reduction {
  readonly promotionId: string;
  /** Minor units, 0 or more. */
  readonly amountMinor: number;
}

/** One line of an order. Amounts are in minor units of the order's currency. */
export interface OrderLine {
  readonly lineId: string;
  readonly sku: string;
  /** `default` where a shop has one price list. */
  readonly priceList: string;
  /** Units, 1 to 10^9. */
  readonly quantity: number;
  /** Unit price the page showed, before reductions. */
  readonly unitPriceMinor: number;
  /** Allocated reductions of the whole line (all its units), cart promotions included. */
  readonly reductions: readonly Reduction[];
  /** Category path, for breakers and modes of a category: an opaque word such as `Audio/Earphones`. */
  readonly category?: string | undefined;
}

/** What was paid, or is to be paid, with one instrument. */
export interface OrderPayment {
  readonly ref: string;
  /** `card`, `virtual-account`, `points`, `gift-card`, `phone`...: the shop's own word. */
  readonly method: string;
  /** Minor units. */
  readonly capturedMinor: number;
  readonly at: EpochMs;
}

/** Where an order stands in the shop. */
export const ORDER_STATUSES = [
  'placed',
  'paid',
  'packed',
  'shipped',
  'delivered',
  'collected',
  'partly-returned',
  'cancelled',
] as const;

/** Where an order stands; see {@link ORDER_STATUSES}. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** One order: the same form for checkout, replay, export and remediation plans. Its id is also the reservation's. */
export interface Order {
  readonly id: string;
  readonly saleId: string;
  /** Everyone behind the order, 1 to 8; the first is the buyer. */
  readonly customer: readonly CustomerRef[];
  /** How the customer came: one of the sale's channels. */
  readonly channel: string;
  readonly currency: CurrencyCode;
  readonly placedAt: EpochMs;
  readonly taxBasis: TaxBasis;
  /** What the customer pays for shipping, after {@link shippingReductions}. */
  readonly shippingMinor: number;
  /** What promotions took off the shipping. */
  readonly shippingReductions?: readonly Reduction[] | undefined;
  readonly lines: readonly OrderLine[];
  readonly payments: readonly OrderPayment[];
  readonly status: OrderStatus;
}

/** An order as a checkout hands it in, before anybody paid: what has a natural default may be left out. */
export interface CheckoutOrder extends Omit<
  Order,
  'lines' | 'payments' | 'status' | 'placedAt' | 'taxBasis' | 'shippingMinor'
> {
  readonly placedAt?: EpochMs | undefined;
  readonly taxBasis?: TaxBasis | undefined;
  readonly shippingMinor?: number | undefined;
  readonly lines: readonly CheckoutLine[];
}

/** A line of a {@link CheckoutOrder}: `priceList` is `default` and `reductions` are none unless told. */
export interface CheckoutLine extends Omit<OrderLine, 'priceList' | 'reductions'> {
  readonly priceList?: string | undefined;
  readonly reductions?: readonly Reduction[] | undefined;
}
