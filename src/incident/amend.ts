import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import type {
  Evidence,
  Incident,
  IncidentCause,
  IncidentClass,
  IncidentSubject,
  Shortfall,
  WrongPrice,
} from './incident.js';

/** What is known by now of an incident; undefined parts stay as they are. */
export interface IncidentFacts {
  readonly class?: IncidentClass | undefined;
  readonly cause?: IncidentCause | undefined;
  readonly currency?: CurrencyCode | undefined;
  readonly knownAt?: EpochMs | undefined;
  readonly subject?: IncidentSubject | undefined;
}

/** The incident with what was found out. */
export function withFacts(incident: Incident, facts: IncidentFacts): Incident {
  return {
    ...incident,
    class: facts.class ?? incident.class,
    cause: facts.cause ?? incident.cause,
    currency: facts.currency ?? incident.currency,
    knownAt: facts.knownAt ?? incident.knownAt,
    subject: facts.subject === undefined ? incident.subject : sortedSubject(facts.subject),
  };
}

/** The incident with one more piece of evidence: nothing that was recorded is ever taken out. */
export function withEvidence(incident: Incident, evidence: Evidence): Incident {
  const all = [...incident.evidence, evidence].sort((left, right) => left.at - right.at);
  return { ...incident, evidence: all };
}

/** A subject in the one order it is written in, so that the same facts have the same hash. Two entries of one SKU and price list become one. */
export function sortedSubject(subject: IncidentSubject): IncidentSubject {
  const prices = new Map<string, WrongPrice>();
  for (const price of subject.prices) {
    const key = keyOf(price);
    const shown = [...(prices.get(key)?.shownMinor ?? []), ...price.shownMinor];
    prices.set(key, { ...price, shownMinor: [...new Set(shown)].sort((left, right) => left - right) });
  }
  const promotionIds = new Set(subject.promotions.map(({ promotionId }) => promotionId));
  const shortfalls = new Map(subject.shortfalls.map((shortfall) => [keyOf(shortfall), shortfall]));
  return {
    prices: inOrder(prices),
    promotions: [...promotionIds].sort().map((promotionId) => ({ promotionId })),
    shortfalls: inOrder(shortfalls),
    from: subject.from,
    until: subject.until,
  };
}

function keyOf({ sku, priceList }: Pick<Shortfall, 'sku' | 'priceList'>): string {
  return JSON.stringify([sku, priceList]);
}

function inOrder<T>(entries: ReadonlyMap<string, T>): readonly T[] {
  return [...entries].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, entry]) => entry);
}
