import type { Metric } from '../../src/otel/metric-table.js';

/** A metric as Prometheus knows it. */
export interface PrometheusMetric {
  /** Its name in OpenTelemetry. */
  readonly metric: string;
  readonly labels: readonly string[];
}

/**
 * Names under which a query finds each metric: points become underscores, a counter ends in `_total`, a histogram has three series,
 * and times may or may not say their unit (`(_seconds)?`), as the exporter has it. Units in braces are left out by all of them.
 */
export function prometheusNames(
  metrics: Readonly<Record<string, Metric>>,
): ReadonlyMap<string, PrometheusMetric> {
  return new Map(
    Object.entries(metrics).flatMap(([metric, { instrument, unit, attributes }]) => {
      const base = `${metric.replaceAll('.', '_')}${unit === 's' ? '(_seconds)?' : ''}`;
      const labels = attributes.map((name) => name.replaceAll('.', '_'));
      return endingsOf(instrument).map((ending) => [`${base}${ending}`, { metric, labels }] as const);
    }),
  );
}

function endingsOf(instrument: Metric['instrument']): readonly string[] {
  if (instrument === 'histogram') return ['_bucket', '_sum', '_count'];
  return instrument.endsWith('counter') ? ['_total'] : [''];
}
