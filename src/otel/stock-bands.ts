import { diag } from '@opentelemetry/api';
import type { StockStore } from '../stock/store.js';
import type { Availability } from '../stock/verdict.js';
import type { Labels } from './labels.js';
import type { ObservableName, Observed, Report } from './meter-session.js';

const BANDS: readonly Availability['band'][] = ['many', 'few', 'last', 'none'];

/** Asks a store how much is left whenever metrics are collected. Its SKUs stay here: only how many are in which band is told. */
export class StockBands implements Observed {
  readonly names: readonly ObservableName[] = ['saleguard.stock.keys'];
  readonly #stock: StockStore;
  readonly #labels: Labels;

  constructor(stock: StockStore, labels: Labels) {
    this.#stock = stock;
    this.#labels = labels;
  }

  /** Nothing is told while the store does not answer. */
  async observe(report: Report): Promise<void> {
    try {
      const verdict = await this.#stock.availability();
      if (verdict.kind !== 'found') return;
      const sale = this.#labels.sale(this.#stock.saleId);
      for (const band of BANDS) {
        const count = verdict.availability.filter((key) => key.band === band).length;
        report('saleguard.stock.keys', count, { ...sale, 'saleguard.band': band });
      }
    } catch (error) {
      diag.warn('saleguard: the stock could not be asked what is left', error);
    }
  }
}
