/**
 * bench/detection: which price faults are found at which alarm rate, beside the baselines people use. It decides what
 * docs/detection.md and the README may claim.
 *
 *   npm run bench:detection               prints the tables
 *   npm run bench:detection -- --write    also puts them into docs/detection.md
 *
 * The protocol stands in docs/detection.md. Everything is drawn from named seeds: two runs print the same.
 */
import { controlTable, alarmTable, deepTable, feedTable } from './page.js';
import { measureControls } from './controls.js';
import { readDanawa } from './danawa.js';
import { deepRows } from './deep-rows.js';
import { measureFeeds } from './feeds.js';
import { whole } from './markdown.js';
import { measureRecall, type Recall } from './recall.js';
import { policyTable, recallTables, shortfallLines } from './recall-tables.js';
import { ruleAlarms } from './rule-alarms.js';
import { shortfalls } from './shortfalls.js';
import { openStudy, populations, type Study } from './study.js';
import { writeResults } from './write-results.js';

// Compiled to out/bench/bench/detection.
const ROOT = new URL('../../../../', import.meta.url);
const SEEDS = Array.from({ length: 20 }, (_, at) => at + 1);
const SAMPLE_COUNT = 1000;

const startedAt = performance.now();
const danawa = readDanawa(ROOT);
if (danawa === undefined) {
  console.log('skipped: ../shared/data/danawa-headphones is not beside this repository');
} else {
  const results = await measure(openStudy(danawa));
  console.log(results);
  if (process.argv.includes('--write')) writeResults(new URL('docs/detection.md', ROOT), results);
  console.error(`${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

async function measure(study: Study): Promise<string> {
  const real = populations(study, { columns: 'real', hasHistory: true, sampleCount: SAMPLE_COUNT });
  const generated = populations(study, { columns: 'generated', hasHistory: true, sampleCount: SAMPLE_COUNT });
  const alone = populations(study, { columns: 'generated', hasHistory: false, sampleCount: SAMPLE_COUNT });
  const run = (population: typeof real.skuDays): Recall => measureRecall(population, SEEDS);
  const recalls = {
    'real columns, SKU-days': run(real.skuDays),
    'real columns, catalogue': run(real.catalog),
    'generated columns, SKU-days': run(generated.skuDays),
    'generated columns, catalogue': run(generated.catalog),
  };
  const missed = Object.entries(recalls).flatMap(([what, recall]) => shortfallLines(shortfalls(recall), what));
  const today = study.days.filter(({ day }) => day === study.catalogDay);
  const yesterday = study.days.filter(({ day }) => day === study.catalogDay - 1);
  const feedDays = { today, yesterday, day: study.catalogDay };
  const clean = real.skuDays.judge;
  return [
    '### Where saleguard is not above a baseline',
    missed.length === 0 ? 'Nowhere.' : missed.join('\n'),
    '### Real columns, SKU-days',
    recallTables(recalls['real columns, SKU-days'], 'SKU-days'),
    '### Real columns, the catalogue of 2022-12-01',
    recallTables(recalls['real columns, catalogue'], 'catalogue rows'),
    '### Generated list price and pack, SKU-days',
    recallTables(recalls['generated columns, SKU-days'], 'SKU-days'),
    '### Generated list price and pack, the catalogue of 2022-12-01',
    recallTables(recalls['generated columns, catalogue'], 'catalogue rows'),
    '### The built-in policy, with history',
    policyTable(recalls['generated columns, SKU-days']),
    `#### Its alarms on ${whole(clean.length)} clean SKU-days, real columns`,
    alarmTable(ruleAlarms(clean), clean.length),
    '### The built-in policy on a catalogue alone: generated list price, no history',
    policyTable(run(alone.catalog)),
    '### Damaged feeds',
    feedTable(await measureFeeds(feedDays, SEEDS)),
    '### Negative controls',
    controlTable(await measureControls(feedDays)),
    deepTable(deepRows(clean)),
  ].join('\n\n');
}
