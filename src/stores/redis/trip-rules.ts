import { TRIP_SCOPES, type CountedEvent, type TripRule } from '../../catalog/trip.js';
import { corrupt } from './corrupt.js';
import { readNumber } from './reply-fields.js';
import { GS, RS } from './separators.js';

/** Letters of events, as `rules.lua` knows them. */
const LETTERS: Readonly<Record<CountedEvent, string>> = {
  judged: 'j',
  flagged: 'f',
  rejected: 'x',
  deep: 'd',
  reserved: 'r',
  committed: 'c',
  released: 'l',
  expired: 'e',
};
const EVENTS: ReadonlyMap<string, CountedEvent> = new Map(
  // Object.entries loses the key type of a constant table.
  (Object.entries(LETTERS) as [CountedEvent, string][]).map(([event, letter]) => [letter, event]),
);

/** Trip rules as the meta of a sale keeps them; '' for none. */
export function encodeTripRules(rules: readonly TripRule[]): string {
  return rules.map(encodeTripRule).join(GS);
}

function encodeTripRule({
  id,
  measure,
  events,
  of,
  scope,
  windowMs,
  limit,
  minimum,
  mode,
}: TripRule): string {
  const letters = [events, of].map((list) => list.map((event) => LETTERS[event]).join(''));
  return [id, measure, ...letters, scope, windowMs, limit, minimum, mode].join(RS);
}

/** The same read back. */
export function decodeTripRules(text: string): readonly TripRule[] {
  return text === '' ? [] : text.split(GS).map(decodeTripRule);
}

const MEASURES: readonly TripRule['measure'][] = ['count', 'share', 'distinct', 'top-share', 'budget-share'];
const MODES: readonly TripRule['mode'][] = ['drain', 'freeze'];

function decodeTripRule(text: string): TripRule {
  const [id = '', measure, events = '', of = '', scope, windowMs, limit, minimum, mode] = text.split(RS);
  return {
    id,
    measure: oneOf(MEASURES, measure),
    events: Array.from(events, decodeEvent),
    of: Array.from(of, decodeEvent),
    scope: oneOf(TRIP_SCOPES, scope),
    windowMs: readNumber(windowMs),
    limit: readNumber(limit),
    minimum: readNumber(minimum),
    mode: oneOf(MODES, mode),
  };
}

function decodeEvent(letter: string): CountedEvent {
  const event = EVENTS.get(letter);
  if (event === undefined) throw corrupt('meta tripRules');
  return event;
}

function oneOf<Word extends string>(words: readonly Word[], text: string | undefined): Word {
  const word = words.find((known) => known === text);
  if (word === undefined) throw corrupt('meta tripRules');
  return word;
}
