// A shopper at the storefront: the steps of a guest's checkout, in the words of Vendure's shop API.
import { Session } from './graphql.js';

/** How a step ended: the order's state, or the words that the shop said instead. */
export type Step =
  | { readonly kind: 'order'; readonly code: string; readonly state: string; readonly totalWithTax: number }
  | { readonly kind: 'refused'; readonly errorCode: string; readonly words: string };

const ANSWER = `
  __typename
  ... on Order { code state totalWithTax }
  ... on ErrorResult { errorCode message }
`;

/** An answer of one of the mutations below, as `ANSWER` asks for it. */
interface Answer {
  readonly __typename: string;
  readonly code: string;
  readonly state: string;
  readonly totalWithTax: number;
  readonly errorCode: string;
  readonly message: string;
  readonly transitionError?: string;
  readonly interceptorError?: string;
  readonly paymentErrorMessage?: string;
}

export class Buyer {
  readonly #session: Session;
  readonly #number: number;

  constructor(url: string, number: number) {
    this.#session = new Session(url);
    this.#number = number;
  }

  /** Puts units into the cart. */
  async add(variantId: string, quantity: number): Promise<Step> {
    return await this.#step(
      `mutation ($variantId: ID!, $quantity: Int!) {
        answer: addItemToOrder(productVariantId: $variantId, quantity: $quantity) {
          ${ANSWER} ... on OrderInterceptorError { interceptorError }
        }
      }`,
      { variantId, quantity },
    );
  }

  async applyCoupon(code: string): Promise<Step> {
    return await this.#step(
      `mutation ($code: String!) { answer: applyCouponCode(couponCode: $code) { ${ANSWER} } }`,
      {
        code,
      },
    );
  }

  /** Who and whereto: what Vendure wants to know before a payment. */
  async fillIn(): Promise<void> {
    const { methods } = await this.#session.send<{ readonly methods: readonly { readonly id: string }[] }>({
      document: 'query { methods: eligibleShippingMethods { id } }',
    });
    await this.#session.send({
      document: `mutation ($customer: CreateCustomerInput!, $address: CreateAddressInput!, $methods: [ID!]!) {
        setCustomerForOrder(input: $customer) { __typename }
        setOrderShippingAddress(input: $address) { __typename }
        setOrderShippingMethod(shippingMethodId: $methods) { __typename }
      }`,
      variables: {
        customer: {
          firstName: 'Buyer',
          lastName: String(this.#number),
          emailAddress: `buyer-${this.#number}@example.org`,
        },
        address: { streetLine1: 'Example Street 1', countryCode: 'KR' },
        methods: methods.map(({ id }) => id),
      },
    });
  }

  /** To the payment page, or back from it. */
  async goTo(state: string): Promise<Step> {
    return await this.#step(
      `mutation ($state: String!) {
        answer: transitionOrderToState(state: $state) {
          ${ANSWER} ... on OrderStateTransitionError { transitionError }
        }
      }`,
      { state },
    );
  }

  async pay(): Promise<Step> {
    return await this.#step(
      `mutation {
        answer: addPaymentToOrder(input: { method: "card", metadata: {} }) {
          ${ANSWER} ... on PaymentDeclinedError { paymentErrorMessage }
        }
      }`,
      {},
    );
  }

  /** A cart with units, and everything filled in: one click from the payment page. */
  async fillCart(variantId: string, quantity: number): Promise<Step> {
    const added = await this.add(variantId, quantity);
    if (added.kind === 'order') await this.fillIn();
    return added;
  }

  async #step(document: string, variables: Readonly<Record<string, unknown>>): Promise<Step> {
    const { answer } = await this.#session.send<{ readonly answer: Answer }>({ document, variables });
    if (answer.__typename === 'Order') {
      const { code, state, totalWithTax } = answer;
      return { kind: 'order', code, state, totalWithTax };
    }
    const words =
      answer.transitionError ?? answer.interceptorError ?? answer.paymentErrorMessage ?? answer.message;
    return { kind: 'refused', errorCode: answer.errorCode, words };
  }
}
