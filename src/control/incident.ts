import { LOSS_BUDGET_TRIP, REGRESSED_TRIP, type Trip, type TripRule } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import type { Incident, IncidentClass, IncidentStep } from '../incident/incident.js';
import { openIncident } from '../incident/open-incident.js';
import { sha256Hex } from '../seal/digest.js';
import { SALE_SCOPE, tripHolder } from '../stock/mode.js';
import type { JournalEvent } from '../stock/journal.js';
import type { AuditedEvent, TripInStory } from './sale-story.js';

/** What an incident is made from. */
export interface IncidentSource {
  readonly saleId: string;
  readonly tripRules: readonly TripRule[];
  readonly audited: readonly AuditedEvent[];
}

const ID_LENGTH_MAX = 64;
/** Steps of one timeline. */
const STEPS_MAX = 1_000;

/** The incident that a trip opens. */
export function incidentOf(
  { trip, openCount, boughtCount, markdownMinor }: TripInStory,
  { saleId, tripRules, audited }: IncidentSource,
): Incident {
  const rule = tripRules.find(({ id }) => id === trip.ruleId);
  const since = audited.slice(indexOfTrip(audited, trip));
  const lifted = since.find(({ event }) => lifts(event, trip));
  const steps = since
    .slice(0, lifted === undefined ? undefined : since.indexOf(lifted) + 1)
    .filter(({ event }) => concerns(event, trip.scope));
  const from = trip.at - (rule?.windowMs ?? 0);
  return openIncident({
    id: incidentIdOf(saleId, trip.number),
    saleId,
    origin: 'trip',
    class: classOf(trip.ruleId, rule),
    knownAt: trip.at,
    by: `rule:${trip.ruleId}`,
    // What was wrong a person finds out: until then no order line belongs to it.
    subject: { prices: [], promotions: [], shortfalls: [], from, until: lifted?.at },
    trip: {
      trip,
      rule,
      lookAt: { scope: trip.scope, from, until: lifted?.at },
      before: { openCount, boughtCount, markdownMinor },
      timeline: steps.slice(0, STEPS_MAX).map(stepOf),
      resumedAt: lifted?.at,
    },
  });
}

/** An id fit for a store: 1 to 64 characters. */
function incidentIdOf(saleId: string, number: number): string {
  const id = `${saleId}:trip-${number}`;
  if (id.length <= ID_LENGTH_MAX) return id;
  return `${saleId.slice(0, 24)}.${sha256Hex(saleId).slice(0, 16)}:trip-${number}`;
}

function indexOfTrip(audited: readonly AuditedEvent[], { number }: Trip): number {
  return audited.findIndex(({ event }) => event.type === 'tripped' && event.trip.number === number);
}

function lifts(event: JournalEvent, { ruleId, scope }: Trip): boolean {
  return (
    event.type === 'mode' &&
    event.mode === 'open' &&
    event.scope === scope &&
    event.holder === tripHolder(ruleId)
  );
}

/** What concerns the whole sale concerns every scope of it. */
function concerns(event: AuditedEvent['event'], scope: string): boolean {
  if (event.type === 'mode') return event.scope === scope || event.scope === SALE_SCOPE;
  if (event.type === 'tripped') return event.trip.scope === scope || event.trip.scope === SALE_SCOPE;
  return event.type === 'epoch' || event.type === 'regressed';
}

/** Wrong prices show in what is judged and at which price it sells; the rest is about who buys how much. */
function classOf(ruleId: string, rule: TripRule | undefined): IncidentClass {
  if (ruleId === REGRESSED_TRIP) return 'service';
  if (ruleId === LOSS_BUDGET_TRIP || rule?.measure === 'budget-share' || rule?.measure === 'distinct')
    return 'price';
  const ofPrice = rule?.events.some(
    (event) => event === 'deep' || event === 'flagged' || event === 'rejected',
  );
  return ofPrice === true ? 'price' : 'stock';
}

function stepOf({ at, event }: AuditedEvent): IncidentStep {
  switch (event.type) {
    case 'mode': {
      const what = event.mode === 'open' ? `lifted the hold of ${event.holder}` : `put to ${event.mode}`;
      return {
        at,
        who: event.actor,
        approver: event.approver,
        what: `${event.scope}: ${what}`,
        reason: event.reason,
      };
    }
    case 'tripped': {
      const { ruleId, scope, mode, number } = event.trip;
      return step(at, `rule:${ruleId}`, `${scope}: put to ${mode} by trip ${number}`);
    }
    case 'epoch': {
      const what = `epoch ${event.epoch} in force, ${event.previous ?? 'none'} taken for ${event.overlapMs} ms more`;
      return { at, who: event.actor, approver: undefined, what, reason: event.reason };
    }
    default:
      return step(at, 'store', event.type);
  }
}

function step(at: EpochMs, who: string, what: string): IncidentStep {
  return { at, who, approver: undefined, what, reason: undefined };
}
