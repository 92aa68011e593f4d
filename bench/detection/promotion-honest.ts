import { isAtLeast } from '../../src/catalog/finding.js';
import type { Promotion, Promotions } from '../../src/catalog/promotion.js';
import { countAbove, descending, limitFor } from './limit.js';
import { eachAlone, percentSums } from './promotion-baselines.js';
import { makeCalendar } from './promotion-calendar.js';
import { PromotionJudge, type Alarm } from './promotion-judge.js';
import type { Shop, ShopRow } from './promotion-shop.js';
import { View, type Looking } from './promotion-view.js';
import { Random } from './random.js';
import { Count } from './recall.js';

/** A shop and the ways its calendars are judged. */
export interface JudgedShop {
  readonly shop: Shop;
  readonly full: Looking;
  /** Of the rows only list prices are known. */
  readonly withoutHistory: Looking;
  /** Every promotion by itself. */
  readonly alone: Looking;
}

/** An honest calendar, judged. */
export interface HonestCalendar {
  readonly shop: Shop;
  /** What its seed is called: no two calendars have the same. */
  readonly name: string;
  readonly calendar: Promotions;
  readonly full: View;
  readonly withoutHistory: View;
  readonly alone: View;
  /** What the percentages of each row add up to. */
  readonly sums: ReadonlyMap<ShopRow, number>;
}

/** How much is drawn. */
export interface PromotionDraws {
  readonly seeds: readonly number[];
  readonly calendarsPerSeed: number;
  /** Copies of one calendar with one fault, at different places. */
  readonly copiesPerCalendar: number;
}

/** What rang on the honest calendars of one shop. */
export interface HonestOutcome {
  readonly style: Shop['style'];
  /** The sum of percentages that as few rows exceed as `worst-stack` holds or blocks. */
  readonly quietLimit: number;
  /** Calendars of which a promotion or a row is held or blocked. */
  readonly calendars: Count;
  /** Promotions held or blocked by their terms. */
  readonly terms: Count;
  /** The same by rule and reason. */
  readonly reasons: ReadonlyMap<string, number>;
  /** Promotions that are only warned about. */
  readonly warnedTerms: Count;
  /** Rows that `worst-stack` holds or blocks, and those it only warns about. */
  readonly rows: Count;
  readonly warnedRows: Count;
  /** Rows that it holds or blocks by a stack without an amount off that needs no minimum, of all rows. */
  readonly rowsWithoutReward: Count;
  readonly rowsWithoutHistory: Count;
  readonly rowsAlone: Count;
  /** Rows whose percentages add up to more than half, and to more than the limit that is as quiet as `worst-stack`. */
  readonly rowsSummed: Count;
  readonly rowsSummedAsRarely: Count;
}

/** The share of a price above which a naive sum of percentages rings. */
export const SUM_LIMIT = 0.5;

/** Opens the ways to judge a shop. */
export function judgedShop(shop: Shop): JudgedShop {
  const withHistory = new PromotionJudge(shop, { hasHistory: true });
  const withoutHistory = new PromotionJudge(shop, { hasHistory: false });
  const asIs = (calendar: Promotions): Promotions => calendar;
  return {
    shop,
    full: { judge: withHistory, prepare: asIs },
    withoutHistory: { judge: withoutHistory, prepare: asIs },
    alone: { judge: withHistory, prepare: eachAlone },
  };
}

/** Draws the honest calendars of a shop and judges each. */
export function honestCalendars(judged: JudgedShop, draws: PromotionDraws): HonestCalendar[] {
  const { shop } = judged;
  const { rows } = shop;
  const places = Array.from({ length: draws.calendarsPerSeed }, (_, at) => at);
  return draws.seeds.flatMap((seed) =>
    places.map((at) => {
      const name = `${shop.style} ${seed} ${at}`;
      const calendar = makeCalendar(shop, new Random(`promotions ${name}`));
      const sumOf = percentSums(calendar, shop);
      return {
        shop,
        name,
        calendar,
        full: new View(judged.full, calendar, rows),
        withoutHistory: new View(judged.withoutHistory, calendar, rows),
        alone: new View(judged.alone, calendar, rows),
        sums: new Map(rows.map((row) => [row, sumOf(row)])),
      };
    }),
  );
}

/** The sum of percentages that as few rows of honest calendars exceed as `worst-stack` holds or blocks. */
function quietSumLimit(honest: readonly HonestCalendar[]): number {
  const heldCount = honest.flatMap(({ full }) => full.alarms).filter(isHeldRow).length;
  return limitFor(descending(honest.flatMap(({ sums }) => [...sums.values()])), heldCount);
}

/** True for an alarm that holds or blocks. */
export function isHeld({ severity }: Alarm): boolean {
  return isAtLeast(severity, 'hold');
}

function isHeldRow(alarm: Alarm): boolean {
  return alarm.isAboutRow && isHeld(alarm);
}

/** Counts what rang on the calendars of one shop. */
export function honestOutcome(style: Shop['style'], honest: readonly HonestCalendar[]): HonestOutcome {
  const quietLimit = quietSumLimit(honest);
  const outcome = blankOutcome(style, quietLimit);
  for (const one of honest) addCalendar(outcome, one, quietLimit);
  return outcome;
}

type FilledOutcome = HonestOutcome & { readonly reasons: Map<string, number> };

function blankOutcome(style: Shop['style'], quietLimit: number): FilledOutcome {
  const count = (): Count => new Count();
  return {
    style,
    quietLimit,
    calendars: count(),
    terms: count(),
    reasons: new Map(),
    warnedTerms: count(),
    rows: count(),
    warnedRows: count(),
    rowsWithoutReward: count(),
    rowsWithoutHistory: count(),
    rowsAlone: count(),
    rowsSummed: count(),
    rowsSummedAsRarely: count(),
  };
}

function addCalendar(outcome: FilledOutcome, one: HonestCalendar, quietLimit: number): void {
  const { alarms } = one.full;
  const rowCount = one.shop.rows.length;
  const promotionCount = one.calendar.promotions.length;
  const terms = alarms.filter((alarm) => !alarm.isAboutRow);
  const held = promotionIdsOf(terms.filter(isHeld));
  const warned = [...promotionIdsOf(terms)].filter((id) => !held.has(id));
  const rowsHeld = alarms.filter(isHeldRow).length;
  outcome.calendars.add(alarms.some(isHeld) ? 1 : 0, 1);
  outcome.terms.add(held.size, promotionCount);
  outcome.warnedTerms.add(warned.length, promotionCount);
  for (const { ruleId, reason } of terms.filter(isHeld)) {
    const name = reason === undefined ? ruleId : `${ruleId}: ${reason}`;
    outcome.reasons.set(name, (outcome.reasons.get(name) ?? 0) + 1);
  }
  outcome.rows.add(rowsHeld, rowCount);
  outcome.rowsWithoutReward.add(heldWithoutReward(one), rowCount);
  outcome.warnedRows.add(alarms.filter((alarm) => alarm.isAboutRow).length - rowsHeld, rowCount);
  outcome.rowsWithoutHistory.add(one.withoutHistory.alarms.filter(isHeldRow).length, rowCount);
  outcome.rowsAlone.add(one.alone.alarms.filter(isHeldRow).length, rowCount);
  outcome.rowsSummed.add(countAbove(one.sums.values(), SUM_LIMIT), rowCount);
  outcome.rowsSummedAsRarely.add(countAbove(one.sums.values(), quietLimit), rowCount);
}

function heldWithoutReward({ full, calendar }: HonestCalendar): number {
  const isReward = (one: Promotion): boolean => one.kind === 'fixed' && one.minSpendMinor === undefined;
  const rewards = new Set(calendar.promotions.filter(isReward).map(({ id }) => id));
  const stacks = full.alarms.filter(isHeldRow).map(({ promotionIds }) => promotionIds);
  return stacks.filter((ids) => !ids.some((id) => rewards.has(id))).length;
}

function promotionIdsOf(alarms: readonly Alarm[]): ReadonlySet<string> {
  return new Set(alarms.flatMap(({ promotionIds }) => promotionIds));
}
