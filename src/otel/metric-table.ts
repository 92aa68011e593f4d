/** What one metric is: made of an instrument of OpenTelemetry, its unit (UCUM), and the attributes it carries at most. */
export interface Metric {
  readonly instrument: 'histogram' | 'counter' | 'observable-counter' | 'observable-gauge';
  readonly unit: string;
  readonly description: string;
  readonly attributes: readonly string[];
}

/**
 * Every metric of `saleguard/otel`. Names and attributes are stable: a dashboard hangs on them. No attribute names an order, a SKU or a
 * customer; each has few values, and what callers choose themselves (`saleguard.sale`, `saleguard.channel`, `saleguard.rule`) at most
 * 64 in a process, `_other` beyond.
 *
 * Counters of calls count in this process: add them up over processes. What is observed of the sale (`saleguard.sale.…`, mode, budget,
 * holds, stock) is the same number in every process: take the maximum.
 */
export const METRICS = {
  'saleguard.admit.duration': {
    instrument: 'histogram',
    unit: 's',
    description: 'Time of an admit call, from the order to its verdict.',
    attributes: ['saleguard.sale', 'saleguard.guard.mode', 'saleguard.verdict', 'saleguard.reason'],
  },
  'saleguard.judge.duration': {
    instrument: 'histogram',
    unit: 's',
    description: 'Of that, what was not spent waiting for the store: the judgement of the prices.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.commit.duration': {
    instrument: 'histogram',
    unit: 's',
    description: 'Time of a commit call.',
    attributes: ['saleguard.sale', 'saleguard.verdict', 'saleguard.reason'],
  },
  'saleguard.store.duration': {
    instrument: 'histogram',
    unit: 's',
    description: 'Time until the store answered a question of the guard.',
    attributes: ['saleguard.sale', 'saleguard.operation', 'saleguard.verdict', 'saleguard.reason'],
  },
  'saleguard.orders': {
    instrument: 'counter',
    unit: '{order}',
    description: 'Orders judged by admit, replays included.',
    attributes: [
      'saleguard.sale',
      'saleguard.guard.mode',
      'saleguard.channel',
      'saleguard.verdict',
      'saleguard.reason',
      'saleguard.replayed',
    ],
  },
  'saleguard.findings': {
    instrument: 'counter',
    unit: '{finding}',
    description: 'Findings of the price rules about orders, replays left out.',
    attributes: ['saleguard.sale', 'saleguard.guard.mode', 'saleguard.rule', 'saleguard.severity'],
  },
  'saleguard.commits': {
    instrument: 'counter',
    unit: '{commit}',
    description: 'Commit calls by their verdict.',
    attributes: ['saleguard.sale', 'saleguard.verdict', 'saleguard.reason', 'saleguard.rescued'],
  },
  'saleguard.calls': {
    instrument: 'counter',
    unit: '{call}',
    description:
      'All other calls of the guard: release, extend, beginPayment, resume, resolveReview, replacePriceBook.',
    attributes: ['saleguard.sale', 'saleguard.call', 'saleguard.verdict', 'saleguard.reason'],
  },
  'saleguard.trips': {
    instrument: 'counter',
    unit: '{trip}',
    description: 'Trips this process heard of; every process hears of each.',
    attributes: ['saleguard.sale', 'saleguard.rule', 'saleguard.scope.kind', 'saleguard.mode'],
  },
  'saleguard.late_payments': {
    instrument: 'counter',
    unit: '{payment}',
    description: 'Payments to give back: late, or made twice.',
    attributes: ['saleguard.sale', 'saleguard.reason'],
  },
  'saleguard.shortfalls': {
    instrument: 'counter',
    unit: '{shortfall}',
    description: 'Times that units somebody paid for, or holds, were not there.',
    attributes: ['saleguard.sale', 'saleguard.reason'],
  },
  'saleguard.regressions': {
    instrument: 'counter',
    unit: '{regression}',
    description: 'Times this process heard that the store had lost acknowledged writes.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.errors': {
    instrument: 'counter',
    unit: '{error}',
    description: 'Troubles of the guard itself: a handler that threw, a poll that failed.',
    attributes: ['saleguard.sale', 'saleguard.reason'],
  },
  'saleguard.mode': {
    instrument: 'observable-gauge',
    unit: '{mode}',
    description: 'Mode of the sale: 0 open, 1 probe, 2 drain, 3 freeze, 4 closed.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.holds': {
    instrument: 'observable-gauge',
    unit: '{hold}',
    description: 'Holds that stand on the sale or one of its scopes.',
    attributes: ['saleguard.sale', 'saleguard.scope.kind', 'saleguard.mode'],
  },
  'saleguard.loss_budget.spent': {
    instrument: 'observable-gauge',
    unit: '{minor_unit}',
    description: 'Spent of the loss budget, minor units of its currency.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.loss_budget.limit': {
    instrument: 'observable-gauge',
    unit: '{minor_unit}',
    description: 'The loss budget, minor units of its currency; not observed where there is none.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.sale.reservations': {
    instrument: 'observable-counter',
    unit: '{reservation}',
    description: 'What became of reservations since the sale opened, over all processes.',
    attributes: ['saleguard.sale', 'saleguard.state'],
  },
  'saleguard.sale.refusals': {
    instrument: 'observable-counter',
    unit: '{refusal}',
    description: 'What the store refused since the sale opened, over all processes.',
    attributes: ['saleguard.sale', 'saleguard.reason'],
  },
  'saleguard.sale.uncounted_scopes': {
    instrument: 'observable-gauge',
    unit: '{scope}',
    description: 'Scopes the breaker does not watch, because the sale watches as many as it may.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.activity.age': {
    instrument: 'observable-gauge',
    unit: 's',
    description: 'Age of what is observed of the sale: it grows while the store does not answer.',
    attributes: ['saleguard.sale'],
  },
  'saleguard.stock.keys': {
    instrument: 'observable-gauge',
    unit: '{stock_key}',
    description: 'Stock keys by what is left of them: many, few, last, none. Only with the option `stock`.',
    attributes: ['saleguard.sale', 'saleguard.band'],
  },
} as const;

/** Name of a metric; a key of {@link METRICS}. */
export type MetricName = keyof typeof METRICS;

/** Names of the metrics of one kind of instrument. */
export type MetricOf<Kind extends Metric['instrument']> = {
  [Name in MetricName]: (typeof METRICS)[Name]['instrument'] extends Kind ? Name : never;
}[MetricName];
