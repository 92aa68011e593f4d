import { isGuardError } from '../core/errors.js';
import type { GuardEvents } from '../guard/events.js';
import { scopeKind, type Labels } from './labels.js';
import type { MeterSource } from './meter-source.js';
import { SeenTrips } from './seen-trips.js';

/** Counts what a person must do something about. */
export class AlarmMetrics {
  readonly #meter: MeterSource;
  readonly #labels: Labels;
  readonly #trips = new SeenTrips();

  constructor(meter: MeterSource, labels: Labels) {
    this.#meter = meter;
    this.#labels = labels;
  }

  trip({ saleId, trip }: GuardEvents['trip']): void {
    if (!this.#trips.isNew(saleId, trip)) return;
    this.#meter.session().add('saleguard.trips', 1, {
      ...this.#labels.sale(saleId),
      ...this.#labels.rule(trip.ruleId),
      'saleguard.scope.kind': scopeKind(trip.scope),
      'saleguard.mode': trip.mode,
    });
  }

  latePayment({ saleId, payment }: GuardEvents['latePayment']): void {
    this.#meter.session().add('saleguard.late_payments', 1, {
      ...this.#labels.sale(saleId),
      'saleguard.reason': payment.because,
    });
  }

  shortfall({ saleId, shortfall }: GuardEvents['shortfall']): void {
    this.#meter.session().add('saleguard.shortfalls', 1, {
      ...this.#labels.sale(saleId),
      'saleguard.reason': shortfall.because,
    });
  }

  regression({ saleId }: GuardEvents['regression']): void {
    this.#meter.session().add('saleguard.regressions', 1, this.#labels.sale(saleId));
  }

  /** Only the code of an error of this library: the text of any other may hold anything. */
  error({ saleId, error }: GuardEvents['error']): void {
    this.#meter.session().add('saleguard.errors', 1, {
      ...this.#labels.sale(saleId),
      'saleguard.reason': isGuardError(error) ? error.code : 'other',
    });
  }
}
