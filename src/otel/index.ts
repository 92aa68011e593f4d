/**
 * saleguard/otel: metrics and spans of the guards of a process. Public names, one by one. Needs @opentelemetry/api, which stays the
 * caller's own.
 */
export { instrument } from './instrument.js';
export type { InstrumentOptions } from './instrument.js';
export { METRICS } from './metric-table.js';
export type { Metric, MetricName } from './metric-table.js';
export { SPANS } from './call-spans.js';
