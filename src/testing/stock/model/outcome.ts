import type { Refusal } from '../../../stock/verdict.js';
import type { StockVerdict } from '../command.js';
import { saleClock } from './time.js';
import { withOrder, type ModelSale, type OrderRecord } from './state.js';

/** One answer a store may give, and what the sale is afterwards. */
export interface Outcome {
  readonly verdict: StockVerdict;
  /** Undefined while no sale is open. */
  readonly after: ModelSale | undefined;
}

/** A moment of the store's clock, epoch ms. */
export interface Moment {
  readonly realMs: number;
}

/** An answer without an effect. */
export function answer(sale: ModelSale | undefined, verdict: StockVerdict): Outcome {
  return { verdict, after: sale };
}

/** A refusal: no effect. */
export function refused(sale: ModelSale | undefined, refusal: Refusal): Outcome {
  return { verdict: { kind: 'refused', ...refusal }, after: sale };
}

/** The sale after one more effect now. */
export function withEffect(sale: ModelSale, { realMs }: Moment): ModelSale {
  return { ...sale, effects: [...sale.effects, saleClock(sale, realMs)] };
}

/** The sale after an effect that leaves an order like this. */
export function withChangedOrder(sale: ModelSale, order: OrderRecord, moment: Moment): ModelSale {
  return withEffect(withOrder(sale, order), moment);
}

/** The sale after an open order expired. */
export function withExpired(sale: ModelSale, order: OrderRecord, moment: Moment): ModelSale {
  return withChangedOrder(sale, { ...order, state: 'expired' }, moment);
}
