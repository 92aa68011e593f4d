import { contestOnCatalogue, generatedCatalogue } from './calibrate-catalogue.js';
import type { Contest, ContestOutcome } from './calibrate-contest.js';
import { contestOnDays } from './calibrate-days.js';
import type { Danawa } from './danawa.js';
import { interval, percent, shareOf, table, whole } from './markdown.js';
import type { Study } from './study.js';

/** Shares of the rows of a catalogue, and of SKU-days. */
const CATALOG_TARGETS = [0.005, 0.001];
const DAY_TARGETS = [0.0005];
const SAMPLE_COUNT = 300;

/** Calibrated limits beside fixed ones at the same target. */
export async function calibratePages(
  danawa: Danawa,
  study: Study,
  seeds: readonly number[],
): Promise<string[]> {
  const common = { seeds, sampleCount: SAMPLE_COUNT };
  const rows = generatedCatalogue(study.days.filter(({ day }) => day === study.catalogDay));
  const parts = ['### Calibrated limits beside fixed ones'];
  for (const target of CATALOG_TARGETS) {
    const contest = await contestOnCatalogue(rows, { ...common, target });
    parts.push(
      `#### deep-markdown, generated list prices, target ${percent(target, 2)} % of the rows`,
      ...pagesOf(contest),
    );
  }
  for (const target of DAY_TARGETS) {
    const contest = await contestOnDays(danawa, study.days, { ...common, target });
    parts.push(
      `#### price-jump, real history, target ${percent(target, 2)} % of SKU-days`,
      ...pagesOf(contest),
    );
  }
  return parts;
}

function pagesOf(contest: Contest): string[] {
  return [faultTable(contest), categoryTable(contest), lossLines(contest).join('\n')];
}

function faultTable({ faults, outcomes }: Contest): string {
  return table(
    ['', ...outcomes.map(({ title }) => title)],
    [
      ['**clean rows that ring**', ...outcomes.map(({ alarms }) => rateOf(alarms))],
      ...faults.map(({ title }, fault) => [title, ...outcomes.map((outcome) => cell(outcome, fault))]),
    ],
  );
}

/** By the rule alone, then by every rule of the policy. */
function cell({ found, foundByAny }: ContestOutcome, fault: number): string {
  const alone = found[fault];
  const any = foundByAny[fault];
  return alone === undefined || any === undefined ? '' : `${interval(alone)} / ${shareOf(any)}`;
}

function rateOf(alarms: { readonly hits: number; readonly count: number }): string {
  return `${percent(alarms.count === 0 ? 0 : alarms.hits / alarms.count, 3)} % (${whole(alarms.hits)} of ${whole(alarms.count)})`;
}

/** Where the alarms on clean rows fall. */
function categoryTable({ outcomes }: Contest): string {
  const names = [...(outcomes[0]?.alarmsIn.keys() ?? [])].sort();
  return table(
    ['clean rows that ring in', ...outcomes.map(({ title }) => title)],
    names.map((name) => [
      name,
      ...outcomes.map(({ alarmsIn }) => {
        const alarms = alarmsIn.get(name);
        return alarms === undefined ? '' : rateOf(alarms);
      }),
    ]),
  );
}

/** Every fault on which limits by category find less than one learned limit, by the rule alone. */
function lossLines({ faults, outcomes }: Contest): string[] {
  const [, one, own] = outcomes;
  if (one === undefined || own === undefined) return [];
  const lost = faults.flatMap(({ title }, fault) => {
    const theirs = one.found[fault];
    const ours = own.found[fault];
    if (theirs === undefined || ours === undefined || ours.hits >= theirs.hits) return [];
    return [`- “${title}”: ${shareOf(ours, 2)} against ${shareOf(theirs, 2)}.`];
  });
  return lost.length === 0
    ? ['By category the rule finds no less of any fault than by one learned limit.']
    : ['By category the rule finds **less** than by one learned limit of:', '', ...lost];
}
