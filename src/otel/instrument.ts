/**
 * otel: metrics and spans of OpenTelemetry, made from what the guards publish on their channels. A process without it pays nothing.
 * May import core, catalog, stock, guard and the API of OpenTelemetry. Invariant: no id, SKU or customer in an attribute; nothing is thrown.
 */
import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import type { StockStore } from '../stock/store.js';
import { AlarmMetrics } from './alarm-metrics.js';
import { CallMetrics, type OtherCall } from './call-metrics.js';
import { CallSpans } from './call-spans.js';
import { Labels } from './labels.js';
import { Listeners } from './listeners.js';
import { MeterSource } from './meter-source.js';
import { SaleGauges } from './sale-gauges.js';
import { StockBands } from './stock-bands.js';

/** Where metrics and spans go. */
export interface InstrumentOptions {
  /** The global one unless told, whenever it is registered. */
  readonly tracerProvider?: TracerProvider | undefined;
  /** The global one unless told, whenever it is registered. */
  readonly meterProvider?: MeterProvider | undefined;
  /** Asked at each collection how much is left, for the metric `saleguard.stock.keys`; not told unless handed in. */
  readonly stock?: StockStore | undefined;
}

const OTHER_CALLS: readonly OtherCall[] = [
  'release',
  'extend',
  'beginPayment',
  'resume',
  'resolveReview',
  'replacePriceBook',
];

/**
 * Records metrics (`METRICS`) and spans (`SPANS`) of every guard of this process, those made before and those made later. Call it
 * once, before or after the SDK is registered; without an SDK nothing is recorded and nothing breaks.
 *
 * @returns a function that stops it.
 *
 * @example
 * ```ts
 * const stop = instrument();
 * server.on('close', stop);
 * ```
 */
export function instrument(options: InstrumentOptions = {}): () => void {
  const labels = new Labels();
  const gauges = new SaleGauges(labels, () => performance.now());
  const bands = options.stock === undefined ? [] : [new StockBands(options.stock, labels)];
  const meter = new MeterSource(options.meterProvider, [gauges, ...bands]);
  const calls = new CallMetrics(meter, labels);
  const spans = new CallSpans(options.tracerProvider, labels);
  const alarms = new AlarmMetrics(meter, labels);
  const listeners = new Listeners();

  listeners.on('admit', (event) => {
    calls.admit(event);
    spans.admit(event);
  });
  listeners.on('commit', (event) => {
    calls.commit(event);
    spans.other('commit', event);
  });
  for (const name of OTHER_CALLS)
    listeners.on(name, (event) => {
      calls.other(name, event);
      spans.other(name, event);
    });
  listeners.on('store', (event) => calls.store(event));
  listeners.on('activity', (event) => {
    gauges.activity(event);
    // Moves to an SDK that was registered meanwhile, also in a process that takes no orders.
    meter.session();
  });
  listeners.on('trip', (event) => alarms.trip(event));
  listeners.on('latePayment', (event) => alarms.latePayment(event));
  listeners.on('shortfall', (event) => alarms.shortfall(event));
  listeners.on('regression', (event) => alarms.regression(event));
  listeners.on('error', (event) => alarms.error(event));
  meter.session();
  return () => {
    listeners.stop();
    meter.close();
  };
}
