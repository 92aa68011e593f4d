import type { ControlOutcome } from './controls.js';
import type { DeepRows } from './deep-rows.js';
import type { FeedOutcome } from './feeds.js';
import { interval, percent, table, whole } from './markdown.js';
import type { RuleAlarms } from './rule-alarms.js';

/** Alarms of the built-in policy on clean rows, by rule. */
export function alarmTable(alarms: readonly RuleAlarms[], rowCount: number): string {
  return table(
    ['rule', 'severity', 'rows', 'share', 'of these with a new price', 'different offers'],
    alarms.map((one) => [
      one.ruleId ?? '**all rules**',
      one.ruleId === undefined && one.severity !== 'block' ? `${one.severity} or worse` : one.severity,
      whole(one.rowCount),
      `${percent(one.rowCount / rowCount, 3)} %`,
      whole(one.changedCount),
      whole(one.keyCount),
    ]),
  );
}

/** How often a damaged feed was held. */
export function feedTable(feeds: readonly FeedOutcome[]): string {
  return table(
    ['feed', 'feeds', 'held by feed-shape'],
    feeds.map(({ title, held }) => [title, whole(held.count), interval(held)]),
  );
}

/** What the audit said of honest catalogues. */
export function controlTable(controls: readonly ControlOutcome[]): string {
  return table(
    ['honest catalogue', 'rows', 'blocked', 'held', 'warned', 'batch held by'],
    controls.map(({ title, outcome }) => [
      title,
      whole(outcome.rowCount),
      whole(outcome.blockCount),
      whole(outcome.holdCount),
      whole(outcome.warnCount),
      outcome.batchRules.join(', ') || 'nothing',
    ]),
  );
}

/** What the built-in policy said of real markdowns. */
export function deepTable(rows: readonly DeepRows[]): string {
  return table(
    ['real price, on the day it fell there', 'rows', 'blocked', 'held', 'warned'],
    rows.map((one) => [
      one.title,
      ...[one.rowCount, one.blockCount, one.holdCount, one.warnCount].map(whole),
    ]),
  );
}
