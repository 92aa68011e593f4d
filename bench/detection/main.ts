/**
 * bench/detection: which price faults are found at which alarm rate, beside the baselines people use. It decides what
 * docs/detection.md and the README may claim.
 *
 *   npm run bench:detection               prints the tables
 *   npm run bench:detection -- --write    also puts them into docs/detection.md
 *
 * The protocol stands in docs/detection.md. Everything is drawn from named seeds: two runs print the same.
 */
import { policyBlindSpots, scoreBlindSpots } from './blind-spots.js';
import { calibratePages } from './calibrate-page.js';
import { measureControls } from './controls.js';
import { readDanawa } from './danawa.js';
import { deepRows } from './deep-rows.js';
import { measureFeeds } from './feeds.js';
import { whole } from './markdown.js';
import { alarmTable, controlTable, deepTable, feedTable } from './page.js';
import { promotionStudy } from './promotion-study.js';
import { measureRecall, type JudgedDay, type Population, type Recall } from './recall.js';
import { policyTable, recallTables, shortfallLines } from './recall-tables.js';
import { ruleAlarms } from './rule-alarms.js';
import { policyShortfalls, shortfalls } from './shortfalls.js';
import { openStudy, populations, type Study } from './study.js';
import { writeResults } from './write-results.js';

// Compiled to out/bench/bench/detection.
const ROOT = new URL('../../../../', import.meta.url);
const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
const SAMPLE_COUNT = 1000;
/** Positions of the two depth baselines among the detectors. */
const DEPTH_BASELINES = [3, 4];

const startedAt = performance.now();
const danawa = readDanawa(ROOT);
if (danawa === undefined) {
  console.log('skipped: ../shared/data/danawa-headphones is not beside this repository');
} else {
  const study = openStudy(danawa);
  const results = [
    await measure(study),
    ...(await promotionStudy(study, SEEDS)),
    ...(await calibratePages(danawa, study, SEEDS)),
  ].join('\n\n');
  console.log(results);
  if (process.argv.includes('--write')) writeResults(new URL('docs/detection.md', ROOT), results);
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

async function measure(study: Study): Promise<string> {
  const real = populations(study, { columns: 'real', hasHistory: true, sampleCount: SAMPLE_COUNT });
  const generated = populations(study, { columns: 'generated', hasHistory: true, sampleCount: SAMPLE_COUNT });
  const alone = populations(study, { columns: 'generated', hasHistory: false, sampleCount: SAMPLE_COUNT });
  const run = (population: Population): Recall => measureRecall(population, SEEDS);
  const realDays = run(real.skuDays);
  const generatedDays = run(generated.skuDays);
  const catalogAlone = run(alone.catalog);
  const parts: readonly (readonly [title: string, rows: string, recall: Recall])[] = [
    ['Real columns, SKU-days', 'SKU-days', realDays],
    ['Real columns, SKU-days of July and August', 'SKU-days', run(real.earlier)],
    ['Real columns, the catalogue of 2022-12-01', 'catalogue rows', run(real.catalog)],
    ['Generated columns, SKU-days', 'SKU-days', generatedDays],
    ['Generated columns, the catalogue of 2022-12-01', 'catalogue rows', run(generated.catalog)],
  ];
  const missed = parts.flatMap(([title, , recall]) => shortfallLines(shortfalls(recall), title));
  const clean = real.skuDays.judge;
  return [
    '### Where saleguard is not above a baseline',
    'The score, tuned to a rate:',
    missed.length === 0 ? 'Nowhere in the tables below.' : missed.join('\n'),
    'The built-in policy, at the alarm rate it happens to have:',
    shortfallLines(policyShortfalls(realDays), 'Real columns')
      .concat(shortfallLines(policyShortfalls(generatedDays), 'Generated columns'))
      .join('\n'),
    '### Blind spots',
    'With history and list price, by the score:',
    scoreBlindSpots(generatedDays).join('\n'),
    'With history and no list price, by the built-in policy:',
    policyBlindSpots(realDays).join('\n'),
    'With a list price and no history, by the built-in policy:',
    policyBlindSpots(catalogAlone).join('\n'),
    ...parts.flatMap(([title, rows, recall]) => [`### ${title}`, recallTables(recall, rows)]),
    '### The built-in policy: real columns, history',
    policyTable(realDays, { hasHistory: true, beside: [] }),
    `Its alarms on ${whole(clean.length)} clean SKU-days, September to November:`,
    alarmTable(ruleAlarms(clean), clean.length),
    '### The built-in policy: generated columns, history',
    policyTable(generatedDays, { hasHistory: true, beside: DEPTH_BASELINES }),
    '### The built-in policy: generated columns, no history',
    policyTable(catalogAlone, { hasHistory: false, beside: DEPTH_BASELINES }),
    ...(await wholeCatalogues(study, clean)),
  ].join('\n\n');
}

async function wholeCatalogues(study: Study, clean: readonly JudgedDay[]): Promise<string[]> {
  const at = (day: number): Study['days'] => study.days.filter((one) => one.day === day);
  const day = study.catalogDay;
  const feedDays = { today: at(day), yesterday: at(day - 1), day };
  return [
    '### Damaged feeds',
    feedTable(await measureFeeds(feedDays, SEEDS)),
    '### Negative controls',
    controlTable(await measureControls(feedDays)),
    deepTable(deepRows(clean)),
  ];
}
