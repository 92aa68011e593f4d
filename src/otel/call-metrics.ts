import type { CallName, GuardEvents } from '../guard/events.js';
import { outcomeLabels, type Labels } from './labels.js';
import type { MeterSource } from './meter-source.js';
import { judgedOf, outcomeOf } from './outcome.js';

/** Calls that have no metric of their own. */
export type OtherCall = Exclude<CallName, 'admit' | 'commit'>;

/** Counts and times the calls of the guards of this process. */
export class CallMetrics {
  readonly #meter: MeterSource;
  readonly #labels: Labels;

  constructor(meter: MeterSource, labels: Labels) {
    this.#meter = meter;
    this.#labels = labels;
  }

  admit(event: GuardEvents['admit']): void {
    const session = this.#meter.session();
    const sale = this.#labels.sale(event.saleId);
    const outcome = outcomeOf(event.verdict);
    const guard = { ...sale, 'saleguard.guard.mode': event.mode };
    const labels = { ...guard, ...outcomeLabels(outcome) };
    session.record('saleguard.admit.duration', seconds(event.durationMs), labels);
    session.record('saleguard.judge.duration', seconds(event.durationMs - event.storeMs), sale);
    session.add('saleguard.orders', 1, {
      ...labels,
      ...this.#labels.channel(event.channel),
      'saleguard.replayed': outcome.isReplay,
    });
    if (outcome.isReplay) return;
    for (const { ruleId, severity } of judgedOf(event.verdict).findings)
      session.add('saleguard.findings', 1, {
        ...guard,
        ...this.#labels.rule(ruleId),
        'saleguard.severity': severity,
      });
  }

  commit(event: GuardEvents['commit']): void {
    const session = this.#meter.session();
    const { verdict } = event;
    const labels = { ...this.#labels.sale(event.saleId), ...outcomeLabels(outcomeOf(verdict)) };
    session.record('saleguard.commit.duration', seconds(event.durationMs), labels);
    session.add('saleguard.commits', 1, {
      ...labels,
      ...(verdict.kind === 'committed' ? { 'saleguard.rescued': verdict.rescued } : {}),
    });
  }

  other(call: OtherCall, event: GuardEvents[OtherCall]): void {
    this.#meter.session().add('saleguard.calls', 1, {
      ...this.#labels.sale(event.saleId),
      'saleguard.call': call,
      ...outcomeLabels(outcomeOf(event.verdict)),
    });
  }

  store(event: GuardEvents['store']): void {
    this.#meter.session().record('saleguard.store.duration', seconds(event.durationMs), {
      ...this.#labels.sale(event.saleId),
      'saleguard.operation': event.operation,
      ...outcomeLabels({ verdict: event.kind, reason: event.reason }),
    });
  }
}

/** A clock that is set back must not become a negative time. */
function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}
