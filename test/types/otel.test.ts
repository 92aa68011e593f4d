import { metrics, trace } from '@opentelemetry/api';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { instrument, METRICS, type InstrumentOptions, type MetricName } from '../../src/otel/index.js';

// Type-checked by `tsc -p tsconfig.json`.
const accepted: readonly InstrumentOptions[] = [
  {},
  { meterProvider: metrics.getMeterProvider(), tracerProvider: trace.getTracerProvider() },
  { meterProvider: new MeterProvider(), tracerProvider: new BasicTracerProvider() },
  { meterProvider: undefined, stock: undefined },
];

describe('the types of saleguard/otel', () => {
  it('take the providers of the API and of the SDK', () => {
    for (const options of accepted) instrument(options)();
    expect(accepted).toHaveLength(4);
  });

  it('know the names of the metrics', () => {
    const name: MetricName = 'saleguard.admit.duration';
    // @ts-expect-error there is no such metric
    const stranger: MetricName = 'saleguard.customers';
    expect([METRICS[name].unit, stranger in METRICS]).toEqual(['s', false]);
  });

  it('refuse what is no provider', () => {
    // @ts-expect-error a name is no provider
    const options: InstrumentOptions = { meterProvider: 'otlp' };
    expect(options).toBeDefined();
  });
});
