import type { GuardEvents } from '../guard/events.js';
import { SALE_MODES } from '../stock/mode.js';
import type { SaleActivity } from '../stock/verdict.js';
import { scopeKind, type Labels } from './labels.js';
import type { ObservableName, Observed, Report } from './meter-session.js';

/** Sales observed at most: the ones heard of last. */
const SALES_MAX = 64;

/** After this long without an answer a sale is not observed any more: a gauge must not tell for ever how it once was. */
const FORGET_MS = 600_000;

/** What became of reservations: keys of the totals that are told. */
const STATES = ['reserved', 'reviewing', 'paying', 'committed', 'released', 'expired', 'restored'] as const;

/** Tells the state of each sale as the guards' last good poll found it. */
export class SaleGauges implements Observed {
  readonly names: readonly ObservableName[] = [
    'saleguard.mode',
    'saleguard.holds',
    'saleguard.loss_budget.spent',
    'saleguard.loss_budget.limit',
    'saleguard.sale.reservations',
    'saleguard.sale.refusals',
    'saleguard.sale.uncounted_scopes',
    'saleguard.activity.age',
  ];
  readonly #sales = new Map<string, { readonly activity: SaleActivity; readonly heardAt: number }>();
  readonly #labels: Labels;
  readonly #now: () => number;

  /** @param now ms of a clock that never goes back. */
  constructor(labels: Labels, now: () => number) {
    this.#labels = labels;
    this.#now = now;
  }

  activity({ saleId, activity }: GuardEvents['activity']): void {
    // Moved to the end: the first of the map is the one not heard of for the longest time.
    this.#sales.delete(saleId);
    this.#sales.set(saleId, { activity, heardAt: this.#now() });
    const [oldest] = this.#sales.keys();
    if (this.#sales.size > SALES_MAX && oldest !== undefined) this.#sales.delete(oldest);
  }

  observe(report: Report): void {
    for (const [saleId, { activity, heardAt }] of this.#sales) {
      const ageMs = this.#now() - heardAt;
      if (ageMs > FORGET_MS) {
        this.#sales.delete(saleId);
        continue;
      }
      const sale = this.#labels.sale(saleId);
      report('saleguard.activity.age', ageMs / 1000, sale);
      report('saleguard.mode', SALE_MODES.indexOf(activity.mode), sale);
      report('saleguard.sale.uncounted_scopes', activity.uncountedScopes, sale);
      report('saleguard.loss_budget.spent', activity.lossSpentMinor, sale);
      if (activity.lossBudgetMinor !== undefined)
        report('saleguard.loss_budget.limit', activity.lossBudgetMinor, sale);
      this.#totals(report, saleId, activity);
      this.#holds(report, saleId, activity);
    }
  }

  #totals(report: Report, saleId: string, { totals }: SaleActivity): void {
    const sale = this.#labels.sale(saleId);
    for (const state of STATES)
      report('saleguard.sale.reservations', totals[state], { ...sale, 'saleguard.state': state });
    for (const [reason, count] of Object.entries(totals.refused))
      report('saleguard.sale.refusals', count, { ...sale, 'saleguard.reason': reason });
  }

  /** Summed by kind of scope and mode; a kind without a hold is not told. */
  #holds(report: Report, saleId: string, { holds }: SaleActivity): void {
    const counts = new Map<string, { kind: string; mode: string; count: number }>();
    for (const { scope, mode } of holds) {
      const kind = scopeKind(scope);
      const entry = counts.get(`${kind} ${mode}`);
      if (entry === undefined) counts.set(`${kind} ${mode}`, { kind, mode, count: 1 });
      else entry.count += 1;
    }
    for (const { kind, mode, count } of counts.values())
      report('saleguard.holds', count, {
        ...this.#labels.sale(saleId),
        'saleguard.scope.kind': kind,
        'saleguard.mode': mode,
      });
  }
}
