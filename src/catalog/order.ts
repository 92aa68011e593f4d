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
  /**
   * Category path as the catalogue writes it, for breakers and modes of a category: `Audio > Earphones` where the policy's
   * `catalog.categorySeparator` is `>`, its default; blanks around the separator do not matter. What holds `Audio` holds it too.
   */
  readonly category?: string | undefined;
  /** Units that came back already, 0 to `quantity`; none unless told. */
  readonly returnedQuantity?: number | undefined;
  /** What the shop's own records say the units still there are worth when given back: taken as it is, never computed again. */
  readonly refundMinor?: number | undefined;
  /** Points the customer earned with the line. */
  readonly earnedPoints?: number | undefined;
  /** Miles the customer earned with the line, at the order's `milesPartner`. */
  readonly earnedMiles?: number | undefined;
}

/** What was paid, or is to be paid, with one instrument. */
export interface OrderPayment {
  readonly ref: string;
  /** `card`, `virtual-account`, `points`, `gift-card`, `phone`...: the shop's own word. */
  readonly method: string;
  /** Minor units. Of an authorised payment: what may be captured. */
  readonly capturedMinor: number;
  readonly at: EpochMs;
  /** `captured` unless told. */
  readonly state?: 'authorised' | 'captured' | undefined;
  /** What was given back of it already; nothing unless told. */
  readonly refundedMinor?: number | undefined;
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
  /** Whom the goods are for, where it is somebody else. */
  readonly receiver?: CustomerRef | undefined;
  /** The customer's tier, the shop's own word. */
  readonly tier?: string | undefined;
  /** Why a person should look at the order, the shop's own words: `hoarding`, `resale`... */
  readonly signals?: readonly string[] | undefined;
  /** Coupons the customer used up with the order: the reference of each, and the promotion it is of. */
  readonly coupons?: readonly UsedCoupon[] | undefined;
  /** Whose miles the lines earned. */
  readonly milesPartner?: string | undefined;
}

/** A coupon that an order used up. */
export interface UsedCoupon {
  readonly ref: string;
  readonly promotionId: string;
}

/** An order as a checkout hands it in, before anybody paid: what has a natural default may be left out. */
export interface CheckoutOrder extends Omit<
  Order,
  | 'lines'
  | 'payments'
  | 'status'
  | 'placedAt'
  | 'taxBasis'
  | 'shippingMinor'
  | 'receiver'
  | 'tier'
  | 'signals'
  | 'coupons'
  | 'milesPartner'
> {
  readonly placedAt?: EpochMs | undefined;
  readonly taxBasis?: TaxBasis | undefined;
  readonly shippingMinor?: number | undefined;
  readonly lines: readonly CheckoutLine[];
}

/** A line of a {@link CheckoutOrder}: `priceList` is `default` and `reductions` are none unless told. */
export interface CheckoutLine extends Omit<
  OrderLine,
  'priceList' | 'reductions' | 'returnedQuantity' | 'refundMinor' | 'earnedPoints' | 'earnedMiles'
> {
  readonly priceList?: string | undefined;
  readonly reductions?: readonly Reduction[] | undefined;
}
