import { DETECTORS, SALEGUARD } from './detectors.js';
import { interval, percent, shareOf, table, whole } from './markdown.js';
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
        table(headOf(outcomes), [alarmRow(recall, outcomes), ...recall.faults.map((_, fault) => rowOf(recall, outcomes, fault))]),
      ].join('\n');
    })
    .join('\n\n');
}

function isBaseline(_: unknown, at: number): boolean {
  return at !== SALEGUARD;
}

function headOf(outcomes: readonly Outcome[]): string[] {
  const baselines = DETECTORS.filter(isBaseline).map(({ title }) => `${title} → saleguard at its alarm rate`);
  return ['', 'copies (no-ops)', 'hard rules alone', 'saleguard', ...baselines].slice(0, outcomes.length + 3);
}

function alarmRow({ hard }: Recall, outcomes: readonly Outcome[]): string[] {
  const alarm = ({ hits, count }: Count): string =>
    count === 0 ? 'n/a' : `${percent(hits / count, 4)} % (${whole(hits)})`;
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
  if (theirs === undefined || ours === undefined || theirs.count === 0) return 'n/a';
  return isSaleguard ? interval(theirs) : `${interval(theirs)} → ${shareOf(ours)}`;
}

/** What the built-in policy finds, with the clean rows it rings on. */
export function policyTable({ faults, policy }: Recall): string {
  const head = ['', ...policy.map(({ severity }) => (severity === 'block' ? 'block' : `${severity} or worse`))];
  const alarms = ['**clean rows that ring**', ...policy.map((one) => `${shareOf(one.alarms, 3)} % (${whole(one.alarms.hits)} of ${whole(one.alarms.count)})`)];
  const found = (one: PolicyOutcome, fault: number): string => {
    const count = one.found[fault];
    return count === undefined ? '' : interval(count);
  };
  const rows = faults.map(({ title }, fault) => [title, ...policy.map((one) => found(one, fault))]);
  return table(head, [alarms, ...rows]);
}

/** Every place where saleguard is not above a baseline. */
export function shortfallLines(found: readonly Shortfall[], what: string): string[] {
  return found.map(
    ({ kind, baseline, fault, rate, baselineShare, saleguardShare }) =>
      `- ${what}, ${percent(rate, 2)} %: **${kind}** ${baseline} on “${fault}”: ${percent(saleguardShare, 2)} against ${percent(baselineShare, 2)}.`,
  );
}
