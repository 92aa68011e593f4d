import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';
import {
  INCIDENT_SCHEMA,
  type Incident,
  type IncidentClass,
  type IncidentOrigin,
  type IncidentSubject,
  type TripEvidence,
} from './incident.js';
import { stageDueAt } from './stages.js';

/** What an incident begins with. */
export interface IncidentStart {
  readonly id: string;
  readonly saleId: string;
  readonly origin: IncidentOrigin;
  readonly class: IncidentClass;
  readonly currency?: CurrencyCode | undefined;
  readonly knownAt: EpochMs;
  /** Opaque id of the person, or `rule:<id>`. */
  readonly by: string;
  /** When it is opened; `knownAt` unless told, and never before it. */
  readonly at?: EpochMs | undefined;
  readonly subject: IncidentSubject;
  readonly trip?: TripEvidence | undefined;
}

/** An incident in its first stage. */
export function openIncident(start: IncidentStart): Incident {
  const at = Math.max(start.at ?? start.knownAt, start.knownAt);
  return {
    schema: INCIDENT_SCHEMA,
    id: start.id,
    saleId: start.saleId,
    origin: start.origin,
    class: start.class,
    cause: undefined,
    currency: start.currency,
    knownAt: start.knownAt,
    subject: start.subject,
    stages: [
      { stage: 'intake', at, by: start.by, dueAt: stageDueAt('intake', start.knownAt), reason: undefined },
    ],
    evidence: [],
    trip: start.trip,
  };
}
