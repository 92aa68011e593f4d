import type { WorstStack } from '../catalog/promotion.js';
import { KEPT_ANSWERS } from './limits.js';

/** Recent answers by set, price and largest quantity. Bounded: a new one takes the place of an older one. */
export class AnswerMemory {
  readonly #setNumbers = new Float64Array(KEPT_ANSWERS).fill(-1);
  readonly #prices = new Float64Array(KEPT_ANSWERS);
  readonly #quantities = new Float64Array(KEPT_ANSWERS);
  readonly #stacks: (WorstStack | undefined)[] = new Array<WorstStack | undefined>(KEPT_ANSWERS).fill(
    undefined,
  );

  find(setNumber: number, priceMinor: number, quantityMax: number): WorstStack | undefined {
    const place = placeOf(setNumber, priceMinor);
    return this.#setNumbers[place] === setNumber &&
      this.#prices[place] === priceMinor &&
      this.#quantities[place] === quantityMax
      ? this.#stacks[place]
      : undefined;
  }

  keep(
    key: { readonly setNumber: number; readonly priceMinor: number; readonly quantityMax: number },
    stack: WorstStack,
  ): void {
    const place = placeOf(key.setNumber, key.priceMinor);
    this.#setNumbers[place] = key.setNumber;
    this.#prices[place] = key.priceMinor;
    this.#quantities[place] = key.quantityMax;
    this.#stacks[place] = stack;
  }
}

function placeOf(setNumber: number, priceMinor: number): number {
  const mixed = Math.imul(setNumber, 0x9e3779b1) ^ Math.imul(priceMinor | 0, 0x85ebca77);
  return (mixed ^ (mixed >>> 15)) & (KEPT_ANSWERS - 1);
}
