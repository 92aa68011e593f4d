import { DETECTORS, SALEGUARD } from './detectors.js';
import { interval, NOT_APPLICABLE, percent, shareOf, table, whole } from './markdown.js';
import type { Count, Outcome, PolicyOutcome, Recall } from './recall.js';
import type { Shortfall } from './shortfalls.js';

/** One table for each operating point: saleguard at its own limit, then each baseline and saleguard at its alarm rate. */
export function recallTables(recall: Recall, rows: string): string {
  return recall.rates
    .map((rate, at) => {
      const outcomes = recall.outcomes[at] ?? [];
      return [
        `#### ${percent(rate, 2)} % of ${rows}`,
        '',
        table(headOf(), [
          alarmRow(recall, outcomes),
          ...recall.faults.map((_, fault) => rowOf(recall, outcomes, fault)),
        ]),
      ].join('\n');
    })
    .join('\n\n');
}

function headOf(): string[] {
  return ['', 'copies (no-ops)', 'hard rules alone', ...DETECTORS.map(({ title }) => title)];
}

function alarmRow({ hard }: Recall, outcomes: readonly Outcome[]): string[] {
  const alarm = ({ hits, count }: Count): string =>
    count === 0 ? NOT_APPLICABLE : `${percent(hits / count, 4)} % (${whole(hits)})`;
  return [
    '**clean rows that ring**',
    whole(hard.alarms.count),
    alarm(hard.alarms),
    ...outcomes.map(({ alarms }) => alarm(alarms)),
  ];
}

function rowOf(recall: Recall, outcomes: readonly Outcome[], fault: number): string[] {
  const dropped = recall.dropped[fault]?.hits ?? 0;
  const hard = recall.hard.found[fault];
  return [
    recall.faults[fault]?.title ?? '',
    `${whole(hard?.count ?? 0)} (${whole(dropped)})`,
    hard === undefined ? '' : shareOf(hard),
    ...outcomes.map((outcome, detector) => cell(outcome, fault, detector === SALEGUARD)),
  ];
}

function cell({ found, foundBySaleguard }: Outcome, fault: number, isSaleguard: boolean): string {
  const theirs = found[fault];
  const ours = foundBySaleguard[fault];
  if (theirs === undefined || ours === undefined || theirs.count === 0) return NOT_APPLICABLE;
  return isSaleguard ? interval(theirs) : `${interval(theirs)} → ${shareOf(ours)}`;
}

/** What a table of the built-in policy shows beside the policy itself. */
export interface PolicyTableOptions {
  /** Whether a cell goes on with what the score and the 14-median find at the alarm rate of the policy; both need history. */
  readonly hasHistory: boolean;
  /** Positions of baselines without a rate, a column each. */
  readonly beside: readonly number[];
}

/** What the built-in policy finds, with the clean rows it rings on. */
export function policyTable({ faults, policy, outcomes }: Recall, options: PolicyTableOptions): string {
  const { hasHistory, beside } = options;
  const baselines = beside.flatMap((detector) => outcomes[0]?.[detector] ?? []);
  const severities = policy.map(({ severity }) => (severity === 'block' ? 'block' : `${severity} or worse`));
  const titles = beside.map((detector) => DETECTORS[detector]?.title ?? '');
  const rows = faults.map(({ title }, fault) => [
    title,
    ...policy.map((one) => (hasHistory ? policyCell(one, fault) : intervalAt(one.found, fault))),
    ...baselines.map(({ found }) => intervalAt(found, fault)),
  ]);
  const alarms = [...policy, ...baselines].map(
    ({ alarms: { hits, count } }) => `${percent(hits / count, 3)} % (${whole(hits)})`,
  );
  return table(['', ...severities, ...titles], [['**clean rows that ring**', ...alarms], ...rows]);
}

function policyCell({ found, foundByMatched }: PolicyOutcome, fault: number): string {
  const matched = foundByMatched.map((counts) => counts[fault]).filter((count) => count !== undefined);
  return [intervalAt(found, fault), ...matched.map((count) => shareOf(count))].join(' / ');
}

function intervalAt(found: readonly Count[], fault: number): string {
  const count = found[fault];
  return count === undefined ? '' : interval(count);
}

/** Every place where saleguard is not above a baseline. */
export function shortfallLines(found: readonly Shortfall[], what: string): string[] {
  return found.map(({ kind, baseline, fault, at, baselineShare, saleguardShare }) => {
    const place = typeof at === 'number' ? `${percent(at, 2)} %` : at === 'block' ? at : `${at} or worse`;
    return `- ${what}, ${place}: **${kind}** ${baseline} on “${fault}”: ${percent(saleguardShare)} against ${percent(baselineShare)}.`;
  });
}
