import type { JournalEvent } from '../../../stock/journal.js';
import { REFUSED_TOTALS } from '../../../stock/totals.js';
import type { Refusal } from '../../../stock/verdict.js';
import type { StockVerdict } from '../command.js';
import { saleClock } from './time.js';
import { withOrder, type ModelSale, type OrderRecord, type TotalName } from './state.js';

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

/** The refusal of a request for units: the sale counts it. */
export function turnedAway(sale: ModelSale, refusal: Refusal): Outcome {
  const reason = REFUSED_TOTALS.find((one) => one === refusal.reason);
  if (reason === undefined) return refused(sale, refusal);
  const { totals } = sale;
  const counts = { ...totals.refused, [reason]: totals.refused[reason] + 1 };
  return refused({ ...sale, totals: { ...totals, refused: counts } }, refusal);
}

/** The sale after one more effect now, which its journal tells. */
export function withEffect(sale: ModelSale, event: JournalEvent, { realMs }: Moment): ModelSale {
  return {
    ...sale,
    effects: [...sale.effects, saleClock(sale, realMs)],
    events: [...sale.events, event],
  };
}

/** The sale with one more of what it counts. */
export function withTotal(sale: ModelSale, name: TotalName): ModelSale {
  return { ...sale, totals: { ...sale.totals, [name]: sale.totals[name] + 1 } };
}

/** The sale after an effect that leaves an order like this. */
export function withChangedOrder(
  sale: ModelSale,
  order: OrderRecord,
  { event, moment }: { readonly event: JournalEvent; readonly moment: Moment },
): ModelSale {
  return withEffect(withOrder(sale, order), event, moment);
}
