import { isAtLeast, SEVERITIES, type Severity } from '../../src/catalog/finding.js';
import type { JudgedDay } from './recall.js';

/** Alarms of one rule (or of all) on clean rows. */
export interface RuleAlarms {
  /** Undefined for all rules together. */
  readonly ruleId: string | undefined;
  readonly severity: Severity;
  readonly rowCount: number;
  /** Different (SKU, price list) among them: a level that stands rings every day. */
  readonly keyCount: number;
  /** Rows among them whose price is not that of the day before. */
  readonly changedCount: number;
}

interface Group {
  readonly ruleId: string | undefined;
  readonly severity: Severity;
  readonly rows: Set<JudgedDay>;
}

/**
 * Alarms on clean rows by rule and severity, `info` left out; first those of all rules together, counting rows with a
 * finding that bad **or worse**.
 */
export function ruleAlarms(days: readonly JudgedDay[]): RuleAlarms[] {
  const groups = new Map<string, Group>();
  const note = (ruleId: string | undefined, severity: Severity, judged: JudgedDay): void => {
    const name = `${ruleId ?? ''} ${severity}`;
    let group = groups.get(name);
    if (group === undefined) groups.set(name, (group = { ruleId, severity, rows: new Set() }));
    group.rows.add(judged);
  };
  for (const judged of days) {
    const { worst, fired } = judged.verdict;
    if (worst === undefined) continue;
    for (const severity of COUNTED) if (isAtLeast(worst, severity)) note(undefined, severity, judged);
    for (const { ruleId, severity } of fired) if (severity !== 'info') note(ruleId, severity, judged);
  }
  return [...groups.values()].map(alarmsOf).sort(byPlace);
}

function alarmsOf({ ruleId, severity, rows }: Group): RuleAlarms {
  const days = [...rows].map(({ day }) => day);
  return {
    ruleId,
    severity,
    rowCount: days.length,
    keyCount: new Set(days.map(({ sku, priceList }) => `${sku}\t${priceList}`)).size,
    changedCount: days.filter(({ priceMinor, formerMinor }) => priceMinor !== formerMinor).length,
  };
}

const COUNTED: readonly Severity[] = SEVERITIES.filter((severity) => severity !== 'info');

function byPlace(left: RuleAlarms, right: RuleAlarms): number {
  if ((left.ruleId === undefined) !== (right.ruleId === undefined)) return left.ruleId === undefined ? -1 : 1;
  const bySeverity = SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity);
  if (bySeverity !== 0) return bySeverity;
  return right.rowCount - left.rowCount || ((left.ruleId ?? '') < (right.ruleId ?? '') ? -1 : 1);
}
