import { SpanStatusCode, trace, type Attributes, type Tracer, type TracerProvider } from '@opentelemetry/api';
import type { CallName, GuardEvents } from '../guard/events.js';
import { outcomeLabels, type Labels } from './labels.js';
import { judgedOf, outcomeOf } from './outcome.js';
import { SCOPE_NAME } from './scope-name.js';

/** Names of the spans; one for each call of a guard. */
export const SPANS: Readonly<Record<CallName, string>> = {
  admit: 'saleguard.admit',
  commit: 'saleguard.commit',
  release: 'saleguard.release',
  extend: 'saleguard.extend',
  beginPayment: 'saleguard.begin_payment',
  resume: 'saleguard.resume',
  resolveReview: 'saleguard.resolve_review',
  replacePriceBook: 'saleguard.replace_price_book',
};

/**
 * Makes a span of each call once it has settled, with the caller's span as its parent. The store's part of it is an attribute, not a span
 * of its own: one question to Redis carries the orders of many callers, so it is no child of any one of them.
 */
export class CallSpans {
  readonly #given: TracerProvider | undefined;
  readonly #labels: Labels;
  #tracer: Tracer | undefined;

  constructor(given: TracerProvider | undefined, labels: Labels) {
    this.#given = given;
    this.#labels = labels;
  }

  admit(event: GuardEvents['admit']): void {
    const rules = new Set(judgedOf(event.verdict).findings.map(({ ruleId }) => ruleId));
    this.#span('admit', event, rules.size === 0 ? {} : { 'saleguard.rules': [...rules] });
  }

  other(name: Exclude<CallName, 'admit'>, event: GuardEvents[CallName]): void {
    this.#span(name, event, {});
  }

  #span(name: CallName, event: GuardEvents[CallName], own: Attributes): void {
    // A tracer of the global provider finds the SDK also when that is registered later.
    this.#tracer ??= (this.#given ?? trace.getTracerProvider()).getTracer(SCOPE_NAME);
    const outcome = outcomeOf(event.verdict);
    const attributes: Attributes = {
      ...this.#labels.sale(event.saleId),
      ...this.#labels.channel(event.channel),
      ...outcomeLabels(outcome),
      'saleguard.guard.mode': event.mode,
      'saleguard.epoch': event.epoch,
      'saleguard.store.duration': event.storeMs / 1000,
      ...own,
    };
    const span = this.#tracer.startSpan(SPANS[name], { startTime: event.startedAt, attributes });
    if (outcome.isTrouble)
      span.setStatus({ code: SpanStatusCode.ERROR, message: outcome.reason ?? outcome.verdict });
    span.end(event.startedAt + Math.max(0, event.durationMs));
  }
}
