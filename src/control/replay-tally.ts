import type { Order } from '../catalog/order.js';
import type { Trip } from '../catalog/trip.js';
import { GuardError } from '../core/errors.js';
import type { CurrencyCode } from '../money/currency.js';
import type { OrderJudgement } from '../pricing/order/judge-order.js';
import type { Policy } from '../wire/policy.js';
import { ReplayExamples } from './replay-examples.js';
import type { OrderPlace } from './replay-input.js';
import { REPLAY_VERDICTS, type ReplayOutcome, type ReplayVerdict } from './replay-outcome.js';
import type { AmountRow, CauseRow, JudgedOrder, PolicyReplay, TripRow } from './replay-report.js';
import type { ReplayEars, ReplayPayment } from './replay-sale.js';

/** Trips told one by one; all are counted. */
const TRIPS_MAX = 1_000;

interface Sums {
  orderCount: number;
  payableMinor: number;
  markdownMinor: number;
}

/** Adds up what one policy would have done. Bounded, whatever the number of orders. */
export class ReplayTally implements ReplayEars {
  readonly #policy: Policy;
  readonly #counts: Record<ReplayVerdict, number> = { admitted: 0, review: 0, rejected: 0 };
  readonly #amounts = new Map<string, Sums & Pick<AmountRow, 'verdict' | 'currency'>>();
  readonly #causes: ReplayExamples<Pick<CauseRow, 'verdict' | 'cause'>>;
  readonly #trips: { readonly trip: Trip; refusedCount: number }[] = [];
  /** The last trip of each scope told. */
  readonly #tripOf = new Map<string, { refusedCount: number }>();
  readonly #onTrip: (trip: Trip) => void;
  readonly #onPayment: ReplayEars['payment'];
  readonly #ends = { bought: 0, lapsed: 0 };
  readonly #payments: Record<ReplayPayment['fate'], number> = { late: 0, stopped: 0 };
  #tripCount = 0;

  constructor(init: {
    readonly policy: Policy;
    readonly exampleMax: number;
    readonly onTrip: (trip: Trip) => void;
    readonly onPayment: ReplayEars['payment'];
  }) {
    this.#policy = init.policy;
    this.#causes = new ReplayExamples(init.exampleMax);
    this.#onTrip = init.onTrip;
    this.#onPayment = init.onPayment;
  }

  /** Counts one order. @throws GuardError `overflow` naming the order whose amount makes a sum inexact. */
  see(judged: JudgedOrder, outcome: ReplayOutcome, worth: Worth): void {
    const { verdict, causes, refusal } = outcome;
    this.#counts[verdict] += 1;
    this.#add(verdict, worth, judged.place);
    if (verdict !== 'admitted')
      for (const cause of causes) this.#causes.see(`${verdict} ${cause}`, { verdict, cause }, judged);
    if (refusal?.reason !== 'mode') return;
    const trip = this.#tripOf.get(refusal.scope);
    if (trip !== undefined) trip.refusedCount += 1;
  }

  trip(trip: Trip): void {
    this.#tripCount += 1;
    this.#onTrip(trip);
    if (this.#trips.length >= TRIPS_MAX) return;
    const row = { trip, refusedCount: 0 };
    this.#trips.push(row);
    this.#tripOf.set(trip.scope, row);
  }

  ended(end: 'bought' | 'lapsed'): void {
    this.#ends[end] += 1;
  }

  payment(payment: ReplayPayment): void {
    this.#payments[payment.fate] += 1;
    this.#onPayment(payment);
  }

  report(): PolicyReplay {
    const { source, hash } = this.#policy;
    return {
      policy: { source, hash },
      counts: { ...this.#counts },
      amounts: this.#amountRows(),
      causes: this.#causes.rows(),
      tripCount: this.#tripCount,
      trips: this.#trips.map((row): TripRow => ({ ...row })),
      ...this.#ends,
      ...this.#payments,
    };
  }

  #add(verdict: ReplayVerdict, worth: Worth, { file, line }: OrderPlace): void {
    const { currency } = worth;
    const key = `${verdict} ${currency}`;
    let sums = this.#amounts.get(key);
    if (sums === undefined) {
      sums = { verdict, currency, orderCount: 0, payableMinor: 0, markdownMinor: 0 };
      this.#amounts.set(key, sums);
    }
    sums.orderCount += 1;
    sums.payableMinor += worth.payableMinor;
    sums.markdownMinor += worth.markdownMinor;
    if (Number.isSafeInteger(sums.payableMinor) && Number.isSafeInteger(sums.markdownMinor)) return;
    const message = `${file}:${line} brings the sum of ${currency} above 2^53 - 1 minor units; no sale comes to that: mend this order, or those before it`;
    throw new GuardError({ code: 'overflow', message, data: { file, line } });
  }

  #amountRows(): AmountRow[] {
    const rows = [...this.#amounts.values()].map((row): AmountRow => ({ ...row }));
    const rank = ({ verdict }: AmountRow): number => REPLAY_VERDICTS.indexOf(verdict);
    return rows.sort((a, b) => rank(a) - rank(b) || (a.currency < b.currency ? -1 : 1));
  }
}

/** What an order comes to. */
export interface Worth {
  readonly currency: CurrencyCode;
  readonly payableMinor: number;
  readonly markdownMinor: number;
}

/** What an order comes to, as it was judged; nothing where it cannot be. */
export function worthOf({ currency }: Order, judgement: OrderJudgement): Worth {
  if (judgement.kind === 'invalid') return { currency, payableMinor: 0, markdownMinor: 0 };
  const { payableMinor, markdownMinor } = judgement;
  return { currency, payableMinor, markdownMinor };
}
