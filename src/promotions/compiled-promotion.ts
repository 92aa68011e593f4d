import type { Promotion } from '../catalog/promotion.js';

const WHOLE_BPS = 10_000;
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/**
 * A promotion as numbers, one shape for every kind so that the search stays fast. What a kind does not use is neutral:
 * it keeps all, takes nothing off, has no cap.
 *
 * Shares that are no whole minor units are rounded up, in the customer's favour: a cart that rounds otherwise asks for
 * more, so no cart goes below what is computed here.
 */
export class CompiledPromotion {
  readonly id: string;
  readonly promotion: Promotion;
  /** Position in the file's list. */
  readonly position: number;
  readonly quantityMin: number;
  readonly minSpendMinor: number;
  /** Times it may change the total in one order. A tier price does so once: the second time it changes nothing. */
  readonly uses: number;
  /** True when it takes a share of the running total: only between such does the order of application matter. */
  readonly isShare: boolean;
  /** Percent: what is kept of 10,000; the most one use takes off. */
  readonly keepBps: number;
  readonly capMinor: number;
  /** Buy-x-get-y: units of one whole set, 0 for other kinds; units that cost less times basis points off. */
  readonly setSize: number;
  readonly setOffBps: number;
  /** Fixed: off the order, off each unit. */
  readonly orderMinor: number;
  readonly unitMinor: number;
  /** Tier price: ascending by quantity, each cheaper than the one before; empty for other kinds. */
  readonly steps: readonly { readonly quantityMin: number; readonly unitPriceMinor: number }[];
  /** Quantities from which it holds or steps further down, as far as they do not depend on the price. */
  readonly quantities: readonly number[];
  /** The last of them. */
  readonly latestQuantity: number;
  /** Percent: what share all uses take without the cap, 0 to 1. */
  readonly #shareOff: number;

  constructor(promotion: Promotion, position: number) {
    this.id = promotion.id;
    this.promotion = promotion;
    this.position = position;
    this.quantityMin = promotion.quantityMin ?? 1;
    this.minSpendMinor = promotion.minSpendMinor ?? 0;
    const { kind } = promotion;
    this.uses = kind === 'tier-price' || kind === 'free-shipping' ? 1 : promotion.perOrderMax;
    this.isShare = kind === 'percent' || kind === 'buy-x-get-y';
    this.keepBps = kind === 'percent' ? WHOLE_BPS - promotion.rateBps : WHOLE_BPS;
    this.capMinor = kind === 'percent' ? (promotion.capMinor ?? Infinity) : Infinity;
    this.setSize = kind === 'buy-x-get-y' ? promotion.buy + promotion.get : 0;
    this.setOffBps = kind === 'buy-x-get-y' ? promotion.get * promotion.offBps : 0;
    this.orderMinor = kind === 'fixed' && promotion.per === 'order' ? promotion.amountMinor : 0;
    this.unitMinor = kind === 'fixed' && promotion.per === 'unit' ? promotion.amountMinor : 0;
    this.steps = kind === 'tier-price' ? cheaperSteps(promotion.steps) : [];
    const stepQuantities = kind === 'tier-price' ? promotion.steps.map((step) => step.quantityMin) : [];
    this.quantities = [this.quantityMin, ...stepQuantities];
    this.latestQuantity = Math.max(...this.quantities);
    this.#shareOff = 1 - (this.keepBps / WHOLE_BPS) ** this.uses;
  }

  /** What is left of the running total of `quantity` units after one use: a safe integer from 0 to `total`. */
  apply(total: number, quantity: number): number {
    if (this.isShare) return this.applyShare(total, quantity);
    if (this.steps.length > 0) return Math.min(total, quantity * this.unitPriceAt(quantity));
    // Beyond the safe integers the amount is rounded, but it exceeds every total all the same.
    return Math.max(0, total - this.orderMinor - quantity * this.unitMinor);
  }

  /** As `apply`, for a promotion that takes a share. */
  applyShare(total: number, quantity: number): number {
    if (this.setSize === 0) {
      const kept = floorOfShare(total, this.keepBps, WHOLE_BPS);
      const capped = total - this.capMinor;
      return kept < capped ? capped : kept;
    }
    if (quantity < this.setSize) return total;
    const whole = quantity * WHOLE_BPS;
    return floorOfShare(total, whole - Math.floor(quantity / this.setSize) * this.setOffBps, whole);
  }

  /**
   * What all uses take off a running total of `total` or less at most, rounding left out: off by a few double operations,
   * and by less than one for each use of a share.
   */
  takesAtMost(total: number, quantity: number): number {
    if (this.isShare) return Math.min(this.capMinor * this.uses, total * this.#shareOffAt(quantity));
    if (this.steps.length > 0) return Math.max(0, total - quantity * this.unitPriceAt(quantity));
    return this.uses * (this.orderMinor + quantity * this.unitMinor);
  }

  /** As `takesAtMost`, what each unit at a price adds to it; NaN where that depends on the quantity. */
  eachAtMost(priceMinor: number): number {
    if (this.setSize > 0 || this.steps.length > 0) return NaN;
    return this.isShare ? priceMinor * this.#shareOff : this.uses * this.unitMinor;
  }

  /**
   * What part of the worth of an order all uses take at most, at any quantity from `least` on; rounding left out as in
   * `takesAtMost`. 0 to 1.
   */
  partAtMost(priceMinor: number, least: number): number {
    if (this.isShare && this.capMinor === Infinity) return this.#shareOffAt(Math.max(1, this.setSize));
    if (this.steps.length > 0) {
      const lowest = this.steps[this.steps.length - 1]?.unitPriceMinor ?? priceMinor;
      return Math.max(0, 1 - lowest / priceMinor);
    }
    const smallest = Math.max(this.minSpendMinor, priceMinor * Math.max(this.quantityMin, least));
    if (this.isShare) return Math.min(this.#shareOff, (this.uses * this.capMinor) / smallest);
    return Math.min(1, this.uses * (this.orderMinor / smallest + this.unitMinor / priceMinor));
  }

  #shareOffAt(quantity: number): number {
    if (this.setSize === 0) return this.#shareOff;
    if (quantity < this.setSize) return 0;
    const kept = 1 - (Math.floor(quantity / this.setSize) * this.setOffBps) / (quantity * WHOLE_BPS);
    return 1 - (this.uses === 1 ? kept : kept ** this.uses);
  }

  /** True for a tier price that no quantity makes cheaper than the price itself. */
  isIdleAt(priceMinor: number): boolean {
    const last = this.steps.at(-1);
    return last !== undefined && last.unitPriceMinor >= priceMinor;
  }

  /** Tier price: what a unit costs at most in an order of `quantity` units; Infinity below the first step. */
  unitPriceAt(quantity: number): number {
    let price = Infinity;
    for (const step of this.steps) {
      if (step.quantityMin > quantity) break;
      price = step.unitPriceMinor;
    }
    return price;
  }
}

/** Steps that ask for more than a smaller quantity does are never the best one reached. */
function cheaperSteps(steps: CompiledPromotion['steps']): CompiledPromotion['steps'] {
  const cheaper: { quantityMin: number; unitPriceMinor: number }[] = [];
  for (const step of steps) {
    if (step.unitPriceMinor < (cheaper.at(-1)?.unitPriceMinor ?? Infinity)) cheaper.push(step);
  }
  return cheaper;
}

/**
 * The floor of `total * part / whole`, exactly. Below 2^53 the double quotient cannot reach the next whole number: it is
 * off by less than 1 / whole, and the true one is at least that far below.
 */
function floorOfShare(total: number, part: number, whole: number): number {
  const product = total * part;
  if (product <= MAX_SAFE) return Math.floor(product / whole);
  return Number((BigInt(total) * BigInt(part)) / BigInt(whole));
}
