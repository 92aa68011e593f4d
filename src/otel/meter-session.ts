import type {
  Attributes,
  BatchObservableCallback,
  Counter,
  Histogram,
  Meter,
  Observable,
} from '@opentelemetry/api';
import { METRICS, type MetricName, type MetricOf } from './metric-table.js';

/** Upper bounds in seconds: a price is judged in microseconds, a store answers in some milliseconds, a deadline is some hundred. */
const BOUNDS_S = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Metrics that are observed when they are collected. */
export type ObservableName = MetricOf<'observable-counter' | 'observable-gauge'>;

/** Something that answers when metrics are collected. */
export interface Observed {
  readonly names: readonly ObservableName[];
  observe(report: Report): void | Promise<void>;
}

/** Tells the collector one value of one metric. */
export type Report = (name: ObservableName, value: number, attributes: Attributes) => void;

/** The instruments of one meter, each made on its first use. */
export class MeterSession {
  readonly #meter: Meter;
  readonly #counters = new Map<MetricName, Counter>();
  readonly #histograms = new Map<MetricName, Histogram>();
  readonly #undo: (() => void)[] = [];

  constructor(meter: Meter, observed: readonly Observed[]) {
    this.#meter = meter;
    for (const one of observed) this.#watch(one);
  }

  add(name: MetricOf<'counter'>, value: number, attributes: Attributes): void {
    let counter = this.#counters.get(name);
    if (counter === undefined) {
      counter = this.#meter.createCounter(name, optionsOf(name));
      this.#counters.set(name, counter);
    }
    counter.add(value, attributes);
  }

  /** @param seconds 0 or more. */
  record(name: MetricOf<'histogram'>, seconds: number, attributes: Attributes): void {
    let histogram = this.#histograms.get(name);
    if (histogram === undefined) {
      const advice = { explicitBucketBoundaries: BOUNDS_S };
      histogram = this.#meter.createHistogram(name, { ...optionsOf(name), advice });
      this.#histograms.set(name, histogram);
    }
    histogram.record(seconds, attributes);
  }

  /** Observes nothing any more. */
  close(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  #watch(observed: Observed): void {
    const made = new Map(observed.names.map((name) => [name, this.#observable(name)] as const));
    const observables = [...made.values()];
    const callback: BatchObservableCallback = (result) =>
      observed.observe((name, value, attributes) => {
        const observable = made.get(name);
        if (observable !== undefined) result.observe(observable, value, attributes);
      });
    this.#meter.addBatchObservableCallback(callback, observables);
    this.#undo.push(() => {
      this.#meter.removeBatchObservableCallback(callback, observables);
    });
  }

  #observable(name: ObservableName): Observable {
    return METRICS[name].instrument === 'observable-counter'
      ? this.#meter.createObservableCounter(name, optionsOf(name))
      : this.#meter.createObservableGauge(name, optionsOf(name));
  }
}

function optionsOf(name: MetricName): { readonly unit: string; readonly description: string } {
  const { unit, description } = METRICS[name];
  return { unit, description };
}
