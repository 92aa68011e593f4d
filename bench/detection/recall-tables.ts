import { DETECTORS, SALEGUARD } from './detectors.js';
import { interval, NOT_APPLICABLE, percent, shareOf, table, whole } from './markdown.js';
import type { Count, Outcome, Recall } from './recall.js';
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

/** What the built-in policy finds, with the clean rows it rings on, beside some of the baselines. */
export function policyTable(recall: Recall, beside: readonly number[]): string {
  const { faults, policy } = recall;
  const outcomes: readonly { readonly alarms: Count; readonly found: readonly Count[] }[] = [
    ...policy,
    ...beside.flatMap((detector) => recall.outcomes[0]?.[detector] ?? []),
  ];
  const severities = policy.map(({ severity }) => (severity === 'block' ? 'block' : `${severity} or worse`));
  const titles = beside.map((detector) => DETECTORS[detector]?.title ?? '');
  const rows = faults.map(({ title }, fault) => [
    title,
    ...outcomes.map(({ found }) => {
      const count = found[fault];
      return count === undefined ? '' : interval(count);
    }),
  ]);
  const alarms = outcomes.map(
    ({ alarms: { hits, count } }) => `${percent(hits / count, 3)} % (${whole(hits)})`,
  );
  return table(['', ...severities, ...titles], [['**clean rows that ring**', ...alarms], ...rows]);
}

/** Every place where saleguard is not above a baseline. */
export function shortfallLines(found: readonly Shortfall[], what: string): string[] {
  return found.map(
    ({ kind, baseline, fault, rate, baselineShare, saleguardShare }) =>
      `- ${what}, ${percent(rate, 2)} %: **${kind}** ${baseline} on “${fault}”: ${percent(saleguardShare, 2)} against ${percent(baselineShare, 2)}.`,
  );
}
