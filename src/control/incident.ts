import type { Trip, TripRule } from '../catalog/trip.js';
import type { EpochMs } from '../core/clock.js';
import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';
import { withoutUndefined } from '../seal/without-undefined.js';
import { SALE_SCOPE, tripHolder } from '../stock/mode.js';
import type { JournalEvent } from '../stock/journal.js';
import type { AuditedEvent, TripInStory } from './sale-story.js';

/** Name of the format. */
export const INCIDENT_SCHEMA = 'saleguard/incident/1';

/** What kind of harm an incident is about, as far as the rule that tripped can tell: the first stage confirms or corrects it. */
export type IncidentClass = 'price' | 'stock' | 'system';

/** A line of an incident's timeline: who or what did something to the sale. */
export interface IncidentStep {
  readonly at: EpochMs;
  /** Opaque id of the person, `rule:<id>`, or `store`. */
  readonly who: string;
  /** Who signed, where a second person had to. */
  readonly approver: string | undefined;
  readonly what: string;
  readonly reason: string | undefined;
}

/** The record that a trip opens: what a remediation plan starts from. It holds no order and no customer. */
export interface Incident {
  readonly schema: typeof INCIDENT_SCHEMA;
  /** `<sale id>:trip-<number>`, shortened by a digest where the sale id is long. */
  readonly id: string;
  readonly saleId: string;
  /** The first of six stages: intake, classify, investigate, solve, notify, follow-up. */
  readonly stage: 'intake';
  readonly class: IncidentClass;
  /** When it was known, epoch ms: starts the legal clocks. */
  readonly knownAt: EpochMs;
  readonly trip: Trip;
  /** As the sale was opened with it; undefined for a rule that is built into the store. */
  readonly rule: TripRule | undefined;
  /** Where to look for its orders: they hold this scope and were reserved from `from` until before `until`. Never the cohort itself. */
  readonly lookAt: { readonly scope: string; readonly from: EpochMs; readonly until: EpochMs | undefined };
  /** How the sale stood when it tripped. */
  readonly before: {
    readonly openCount: number;
    readonly boughtCount: number;
    readonly markdownMinor: number;
  };
  /** What was done to the scope or the sale from the trip on, until its hold was lifted. */
  readonly timeline: readonly IncidentStep[];
  /** When its hold was lifted; undefined while it stands. */
  readonly resumedAt: EpochMs | undefined;
}

/** What an incident is made from. */
export interface IncidentSource {
  readonly saleId: string;
  readonly tripRules: readonly TripRule[];
  readonly audited: readonly AuditedEvent[];
}

const ID_LENGTH_MAX = 64;
/** Steps of one timeline. */
const STEPS_MAX = 1_000;

/** The text of an incident's file: JSON with sorted keys, a line end. The same incident always gives the same text. */
export function incidentText(incident: Incident): string {
  const sorted: unknown = JSON.parse(canonicalJson(withoutUndefined(incident)));
  return `${JSON.stringify(sorted, null, 2)}\n`;
}

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
  return {
    schema: INCIDENT_SCHEMA,
    id: incidentIdOf(saleId, trip.number),
    saleId,
    stage: 'intake',
    class: classOf(trip.ruleId, rule),
    knownAt: trip.at,
    trip,
    rule,
    lookAt: { scope: trip.scope, from: trip.at - (rule?.windowMs ?? 0), until: lifted?.at },
    before: { openCount, boughtCount, markdownMinor },
    timeline: steps.slice(0, STEPS_MAX).map(stepOf),
    resumedAt: lifted?.at,
  };
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
  if (ruleId === 'regressed') return 'system';
  if (ruleId === 'loss_budget' || rule?.measure === 'budget-share' || rule?.measure === 'distinct')
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
