import type { Promotions } from '../../src/catalog/promotion.js';
import { percentSums } from './promotion-baselines.js';
import { withChange, type Change, type PromotionFault } from './promotion-fault.js';
import { PROMOTION_FAULTS } from './promotion-faults.js';
import {
  honestCalendars,
  honestOutcome,
  isHeld,
  SUM_LIMIT,
  type HonestCalendar,
  type HonestOutcome,
  type JudgedShop,
  type PromotionDraws,
} from './promotion-honest.js';
import { STACK_RULE, type Alarm } from './promotion-judge.js';
import { changesNothing, rowsTouched } from './promotion-reach.js';
import type { ShopRow } from './promotion-shop.js';
import type { View } from './promotion-view.js';
import { Random } from './random.js';
import { Count } from './recall.js';

/** What was found of one fault. */
export interface FaultOutcome {
  readonly fault: PromotionFault;
  /** Copies after which a customer can do nothing else than before, of all copies. */
  readonly dropped: Count;
  /** A rule that is there for it holds or blocks, and names a promotion at fault. */
  readonly named: Count;
  /** Anything is held or blocked that was not before. */
  readonly held: Count;
  /** Anything is warned about, held or blocked that was not before. */
  readonly warned: Count;
  readonly heldWithoutHistory: Count;
  /** Held or blocked where every promotion is judged by itself. */
  readonly heldAlone: Count;
  /** The percentages of a row add up to more than half, and did not before. */
  readonly summed: Count;
  /** The same with the limit that is as quiet on honest calendars as `worst-stack`. */
  readonly summedAsRarely: Count;
}

/** What the study of promotions found. */
export interface PromotionRecall {
  readonly faults: readonly FaultOutcome[];
  readonly honest: readonly HonestOutcome[];
}

/** Runs the protocol on each shop: honest calendars first, then every fault in copies of them. */
export function measurePromotions(shops: readonly JudgedShop[], draws: PromotionDraws): PromotionRecall {
  const faults = PROMOTION_FAULTS.map(blankOutcome);
  const honest = shops.map((judged) => {
    const calendars = honestCalendars(judged, draws);
    const outcome = honestOutcome(judged.shop.style, calendars);
    for (const fault of faults) addFault(fault, calendars, draws, outcome.quietLimit);
    return outcome;
  });
  return { faults, honest };
}

/** A copy of an honest calendar with one fault. */
interface Copy {
  readonly honest: HonestCalendar;
  readonly change: Change;
  readonly promotions: Promotions;
  /** Rows on which it can bear. */
  readonly rows: readonly ShopRow[];
}

function addFault(
  outcome: FaultOutcome,
  calendars: readonly HonestCalendar[],
  draws: PromotionDraws,
  quietLimit: number,
): void {
  const { fault } = outcome;
  for (const honest of calendars) {
    const { calendar, shop, name } = honest;
    const random = new Random(`promotion fault ${fault.id} ${name}`);
    const changes = random.sample(fault.changes(calendar.promotions, random), draws.copiesPerCalendar);
    for (const change of changes) {
      const isNoOp = changesNothing(fault, calendar, change, shop);
      outcome.dropped.add(isNoOp ? 1 : 0, 1);
      if (isNoOp) continue;
      const rows = rowsTouched(calendar, change, shop);
      addCopy(outcome, { honest, change, promotions: withChange(calendar, change), rows }, quietLimit);
    }
  }
}

function blankOutcome(fault: PromotionFault): FaultOutcome {
  const count = (): Count => new Count();
  return {
    fault,
    dropped: count(),
    named: count(),
    held: count(),
    warned: count(),
    heldWithoutHistory: count(),
    heldAlone: count(),
    summed: count(),
    summedAsRarely: count(),
  };
}

function addCopy(outcome: FaultOutcome, copy: Copy, quietLimit: number): void {
  const { honest, promotions, rows } = copy;
  const add = (count: Count, isFound: boolean): void => {
    count.add(isFound ? 1 : 0, 1);
  };
  const heard = listen(outcome.fault, copy);
  add(outcome.named, heard.isNamed);
  add(outcome.held, heard.isHeld);
  add(outcome.warned, heard.isWarned);
  add(outcome.heldWithoutHistory, holdsAnything(honest.withoutHistory, copy));
  add(outcome.heldAlone, holdsAnything(honest.alone, copy));
  const sumOf = percentSums(promotions, honest.shop);
  const rises = (limit: number): boolean =>
    rows.some((row) => sumOf(row) > limit && (honest.sums.get(row) ?? 0) <= limit);
  add(outcome.summed, rises(SUM_LIMIT));
  add(outcome.summedAsRarely, rises(quietLimit));
}

/** Listens to what is new until it is known whether the fault is named and held. */
function listen(
  { rules }: PromotionFault,
  { honest, change, promotions, rows }: Copy,
): { readonly isNamed: boolean; readonly isHeld: boolean; readonly isWarned: boolean } {
  let [isNamed, holds, isWarned] = [false, false, false];
  const hear = (alarm: Alarm): void => {
    isWarned = true;
    holds ||= isHeld(alarm);
    isNamed ||= isHeld(alarm) && rules.includes(alarm.ruleId) && names(alarm, change);
  };
  for (const alarm of honest.full.newTerms(promotions)) hear(alarm);
  const isNamedByRows = rules.includes(STACK_RULE);
  const isKnown = (): boolean => holds && (isNamed || !isNamedByRows);
  if (!isKnown()) {
    for (const alarm of honest.full.newRows(promotions, rows)) {
      hear(alarm);
      if (isKnown()) break;
    }
  }
  return { isNamed, isHeld: holds, isWarned };
}

function names({ promotionIds }: Alarm, { ids }: Change): boolean {
  return promotionIds.some((id) => ids.includes(id));
}

function holdsAnything(view: View, { promotions, rows }: Copy): boolean {
  if (view.newTerms(promotions).some(isHeld)) return true;
  for (const alarm of view.newRows(promotions, rows)) if (isHeld(alarm)) return true;
  return false;
}
