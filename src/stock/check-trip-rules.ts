import { BUILT_IN_TRIPS, COUNTED_EVENTS, TRIP_BUCKETS, TRIP_SCOPES } from '../catalog/trip.js';
import type { CountedEvent, TripRule } from '../catalog/trip.js';
import {
  choiceMessage,
  countMessage,
  idMessage,
  invalid,
  isInvalid,
  itemProblem,
  numberMessage,
  problem,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import { shownValue } from './shown-value.js';

const RULE_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'measure',
  'events',
  'of',
  'scope',
  'windowMs',
  'limit',
  'minimum',
  'mode',
]);
const RULE_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.tripRulesMax };
const NONE: NumberRange = { min: 0, max: 0 };
const SOME_EVENTS: NumberRange = { min: 1, max: COUNTED_EVENTS.length };
const WINDOW_MS: NumberRange = { min: 1_000, max: 3_600_000 };
const COUNT: NumberRange = { min: 0, max: 1_000_000_000 };
const SHARE_BPS: NumberRange = { min: 0, max: 9_999 };
/** From 1: a share of nothing is no share. */
const SAMPLE: NumberRange = { min: 1, max: 1_000_000_000 };
const MODES: readonly TripRule['mode'][] = ['drain', 'freeze'];

/** What the fields of a rule may hold, by what it measures. */
interface Ranges {
  readonly events: NumberRange;
  readonly of: NumberRange;
  readonly windowMs: NumberRange;
  readonly limit: NumberRange;
  readonly minimum: NumberRange;
}

const RANGES: Readonly<Record<TripRule['measure'], Ranges>> = {
  count: { events: SOME_EVENTS, of: NONE, windowMs: WINDOW_MS, limit: COUNT, minimum: NONE },
  share: { events: SOME_EVENTS, of: SOME_EVENTS, windowMs: WINDOW_MS, limit: SHARE_BPS, minimum: SAMPLE },
  // A store keeps one value more than the limit of each scope: memory is what bounds it.
  distinct: { events: NONE, of: NONE, windowMs: WINDOW_MS, limit: { min: 0, max: 256 }, minimum: NONE },
  'top-share': { events: NONE, of: NONE, windowMs: WINDOW_MS, limit: SHARE_BPS, minimum: SAMPLE },
  'budget-share': { events: NONE, of: NONE, windowMs: NONE, limit: SHARE_BPS, minimum: NONE },
};
const MEASURES: readonly string[] = Object.keys(RANGES);

/** Trip rules, copied, in the order given; none when left out. */
export function checkTripRules(rules: unknown): readonly TripRule[] | Invalid {
  if (rules === undefined) return [];
  const message = countMessage(rules, RULE_COUNT);
  if (message !== undefined) return invalid('tripRules', message);
  // countMessage has seen that this is an array.
  const given = rules as readonly unknown[];
  const copies: TripRule[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < given.length; index++) {
    const rule = checkTripRule(given[index], index);
    if (isInvalid(rule)) return rule;
    if (seen.has(rule.id)) {
      return invalid(
        `tripRules[${index}].id`,
        `got ${shownValue(rule.id)} a second time, expected each id once`,
      );
    }
    seen.add(rule.id);
    copies.push(rule);
  }
  return copies;
}

function checkTripRule(rule: unknown, index: number): TripRule | Invalid {
  const wrongShape = itemProblem(rule, RULE_FIELDS, 'tripRules', index);
  if (wrongShape !== undefined) return wrongShape;
  // An object by the check above; what its fields hold is looked at below.
  const { id, measure, events, of, scope, windowMs, limit, minimum, mode } = rule as TripRule;
  const at = `tripRules[${index}]`;
  const wrong =
    problem(`${at}.id`, ruleIdMessage(id)) ??
    problem(`${at}.measure`, choiceMessage(measure, MEASURES)) ??
    problem(`${at}.scope`, scopeMessage(scope, measure)) ??
    problem(`${at}.mode`, choiceMessage(mode, MODES));
  if (wrong !== undefined) return wrong;
  const ranges = RANGES[measure];
  return (
    eventsProblem(`${at}.events`, events, ranges.events) ??
    eventsProblem(`${at}.of`, of, ranges.of) ??
    problem(`${at}.windowMs`, windowMessage(windowMs, ranges.windowMs)) ??
    problem(`${at}.limit`, numberMessage(limit, ranges.limit)) ??
    problem(`${at}.minimum`, numberMessage(minimum, ranges.minimum)) ?? {
      id,
      measure,
      events: [...events],
      of: [...of],
      scope,
      windowMs,
      limit,
      minimum,
      mode,
    }
  );
}

function ruleIdMessage(id: unknown): string | undefined {
  const message = idMessage(id);
  // idMessage has seen that this is a text.
  if (message !== undefined || !BUILT_IN_TRIPS.has(id as string)) return message;
  return `got ${shownValue(id)}, which every sale watches by itself, expected another id`;
}

function scopeMessage(scope: unknown, measure: TripRule['measure']): string | undefined {
  return choiceMessage(scope, measure === 'budget-share' ? ['sale'] : TRIP_SCOPES);
}

function eventsProblem(field: string, events: unknown, count: NumberRange): Invalid | undefined {
  const message = countMessage(events, count);
  if (message !== undefined) return invalid(field, message);
  const seen = new Set<unknown>();
  // countMessage has seen that this is an array.
  for (const [index, event] of (events as readonly CountedEvent[]).entries()) {
    const wrong = choiceMessage(event, COUNTED_EVENTS);
    if (wrong !== undefined) return invalid(`${field}[${index}]`, wrong);
    if (seen.has(event)) {
      return invalid(
        `${field}[${index}]`,
        `got ${shownValue(event)} a second time, expected each event once`,
      );
    }
    seen.add(event);
  }
  return undefined;
}

function windowMessage(windowMs: unknown, range: NumberRange): string | undefined {
  const message = numberMessage(windowMs, range);
  // numberMessage has seen that this is a number.
  if (message !== undefined || (windowMs as number) % TRIP_BUCKETS === 0) return message;
  return `got ${shownValue(windowMs)}, expected a multiple of ${TRIP_BUCKETS}`;
}
