// The administrator: what the shop itself says it sold, and what somebody in the back office may do to it.
import { Session } from './graphql.js';

/** One order as it stands in the shop. */
export interface OrderRow {
  readonly id: string;
  readonly code: string;
  readonly state: string;
  readonly totalWithTax: number;
  readonly lines: readonly { readonly quantity: number; readonly sku: string }[];
  readonly payments: readonly { readonly id: string; readonly state: string }[];
}

/** Units of one variant by Vendure's own count. */
export interface VendureStock {
  readonly variantId: string;
  readonly stockOnHand: number;
  readonly stockAllocated: number;
}

export class Administrator {
  readonly #session: Session;

  constructor(url: string) {
    this.#session = new Session(url);
  }

  async logIn(password: string): Promise<void> {
    const { login } = await this.#session.send<{ readonly login: { readonly __typename: string } }>({
      document: `mutation ($password: String!) {
        login(username: "superadmin", password: $password) { __typename }
      }`,
      variables: { password },
    });
    if (login.__typename !== 'CurrentUser') throw new Error(`no log-in: ${login.__typename}`);
  }

  /** Every order of the shop. */
  async orders(): Promise<readonly OrderRow[]> {
    interface Row extends Omit<OrderRow, 'lines'> {
      readonly lines: readonly {
        readonly quantity: number;
        readonly productVariant: { readonly sku: string };
      }[];
    }
    const { orders } = await this.#session.send<{ readonly orders: { readonly items: readonly Row[] } }>({
      document: `query {
        orders(options: { take: 100, sort: { createdAt: ASC } }) {
          items { id code state totalWithTax lines { quantity productVariant { sku } } payments { id state } }
        }
      }`,
    });
    return orders.items.map((row) => ({
      ...row,
      lines: row.lines.map(({ quantity, productVariant: { sku } }) => ({ quantity, sku })),
    }));
  }

  async stockOf(sku: string): Promise<VendureStock> {
    interface Variant {
      readonly id: string;
      readonly stockLevels: readonly { readonly stockOnHand: number; readonly stockAllocated: number }[];
    }
    const { productVariants } = await this.#session.send<{
      readonly productVariants: { readonly items: readonly Variant[] };
    }>({
      document: `query ($sku: String!) {
        productVariants(options: { filter: { sku: { eq: $sku } } }) {
          items { id stockLevels { stockOnHand stockAllocated } }
        }
      }`,
      variables: { sku },
    });
    const variant = productVariants.items[0];
    const level = variant?.stockLevels[0];
    if (variant === undefined || level === undefined) throw new Error(`the shop does not sell ${sku}`);
    return { variantId: variant.id, ...level };
  }

  /** Takes the money of an authorised payment. */
  async capture(paymentId: string): Promise<string> {
    const { settlePayment } = await this.#session.send<{
      readonly settlePayment: {
        readonly __typename: string;
        readonly state?: string;
        readonly message?: string;
      };
    }>({
      document: `mutation ($paymentId: ID!) {
        settlePayment(id: $paymentId) { __typename ... on Payment { state } ... on ErrorResult { message } }
      }`,
      variables: { paymentId },
    });
    return settlePayment.state ?? settlePayment.message ?? settlePayment.__typename;
  }

  /** Captures the payments of every order that is paid for. */
  async captureAll(): Promise<void> {
    for (const { state, payments } of await this.orders()) {
      if (state !== 'PaymentAuthorized') continue;
      for (const payment of payments) if (payment.state === 'Authorized') await this.capture(payment.id);
    }
  }

  /** Another price for a variant, in Vendure's hundredths. */
  async setPrice(variantId: string, price: number): Promise<void> {
    await this.#session.send({
      document: `mutation ($variantId: ID!, $price: Money!) {
        updateProductVariants(input: [{ id: $variantId, price: $price }]) { id }
      }`,
      variables: { variantId, price },
    });
  }

  /** Cancels an order as a whole. */
  async cancel(orderId: string): Promise<string> {
    const { cancelOrder } = await this.#session.send<{
      readonly cancelOrder: { readonly state?: string; readonly message?: string };
    }>({
      document: `mutation ($orderId: ID!) {
        cancelOrder(input: { orderId: $orderId, reason: "the customer asked for it" }) {
          ... on Order { state } ... on ErrorResult { message }
        }
      }`,
      variables: { orderId },
    });
    return cancelOrder.state ?? cancelOrder.message ?? 'no answer';
  }

  /** A coupon: an action of Vendure's own, with its one argument. */
  async addCoupon(
    couponCode: string,
    { code, discount }: { readonly code: string; readonly discount: string },
  ): Promise<void> {
    await this.#session.send({
      document: `mutation ($input: CreatePromotionInput!) { createPromotion(input: $input) { __typename } }`,
      variables: {
        input: {
          enabled: true,
          couponCode,
          translations: [{ languageCode: 'en', name: couponCode }],
          conditions: [],
          actions: [{ code, arguments: [{ name: 'discount', value: discount }] }],
        },
      },
    });
  }
}
