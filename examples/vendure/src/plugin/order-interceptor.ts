// The early look: an item whose price nobody approved does not get into the cart. The order as a whole is judged later, when the
// shopper goes to the payment page: then promotions and coupons are known.
import {
  Logger,
  ProductVariantService,
  type Injector,
  type Order,
  type OrderInterceptor,
  type ProductVariant,
  type RequestContext,
  type WillAddItemToOrderInput,
  type WillAdjustOrderLineInput,
} from '@vendure/core';
import { exactMinor, NotJudgeable } from './money.js';
import type { SaleguardOptions } from './options.js';
import { langOf, WORDS } from './words.js';

/** Vendure's identifiers are texts or numbers. */
type VariantId = Order['id'];

export class PriceBookInterceptor implements OrderInterceptor {
  readonly #options: SaleguardOptions;
  #variants: ProductVariantService | undefined;

  constructor(options: SaleguardOptions) {
    this.#options = options;
  }

  init(injector: Injector): void {
    this.#variants = injector.get(ProductVariantService);
  }

  async willAddItemToOrder(
    ctx: RequestContext,
    _order: Order,
    { productVariant }: WillAddItemToOrderInput,
  ): Promise<string | void> {
    return await this.#judge(ctx, productVariant.id);
  }

  async willAdjustOrderLine(
    ctx: RequestContext,
    _order: Order,
    { orderLine }: WillAdjustOrderLineInput,
  ): Promise<string | void> {
    return await this.#judge(ctx, orderLine.productVariantId);
  }

  /** The words for a price that is not the approved one. Vendure hands the interceptor no price, so it is looked up. */
  async #judge(ctx: RequestContext, variantId: VariantId): Promise<string | undefined> {
    const { mode, vendureChannel } = this.#options;
    if (ctx.channel.code !== vendureChannel) return undefined;
    const variant = await this.#variants?.findOne(ctx, variantId);
    // No such variant: Vendure says so itself.
    if (variant === undefined) return undefined;
    const problem = this.#priceProblem(variant);
    if (problem === undefined) return undefined;
    Logger.warn(problem, 'Saleguard');
    return mode === 'enforce' ? WORDS.priceNotApproved[langOf(ctx)] : undefined;
  }

  /** For the operator. */
  #priceProblem({ sku, listPrice, currencyCode }: ProductVariant): string | undefined {
    const { money, priceBook } = this.#options;
    const entry = priceBook().find(sku, 'default', currencyCode);
    try {
      const priceMinor = exactMinor(listPrice, money);
      if (entry?.priceMinor === priceMinor) return undefined;
      return `${sku} stands at ${priceMinor} ${currencyCode}, approved is ${entry?.priceMinor ?? 'no price'}`;
    } catch (error) {
      if (error instanceof NotJudgeable) return `${sku}: ${error.message}`;
      throw error;
    }
  }
}
