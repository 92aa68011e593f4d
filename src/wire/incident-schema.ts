import * as z from 'zod';
import { COUNTED_EVENTS, TRIP_SCOPES, type Trip, type TripRule } from '../catalog/trip.js';
import {
  INCIDENT_CAUSES,
  INCIDENT_CLASSES,
  INCIDENT_SCHEMA,
  INCIDENT_STAGES,
  type Evidence,
  type Incident,
  type IncidentStep,
  type IncidentSubject,
  type StageEntry,
  type TripEvidence,
} from '../incident/incident.js';
import { cleanText, currencyCode, expecting, idField, listOf, oneOf, wholeNumber } from './fields.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;
/** As in catalogues: 128 bytes of UTF-8 are at most as many characters. */
const NAME_MAX = 128;
const SCOPE_MAX = 160;
const TEXT_MAX = 500;
const SUBJECTS_MAX = 10_000;
const SHOWN_MAX = 100;
const ENTRIES_MAX = 1_000;

/** Schema of an incident file. Unknown names may not stand. */
export function incidentSchema(): z.ZodType<Incident> {
  return z.strictObject(
    {
      schema: z.literal(INCIDENT_SCHEMA, expecting(INCIDENT_SCHEMA)),
      id: idField('an id of the incident'),
      saleId: idField('an id of the sale'),
      origin: oneOf(['trip', 'operator', 'complaint']),
      class: oneOf(INCIDENT_CLASSES),
      cause: optional(oneOf(INCIDENT_CAUSES)),
      currency: optional(currencyCode()),
      knownAt: instantMs(),
      subject: subjectSchema(),
      stages: listOf(stageSchema(), ENTRIES_MAX).min(1, expecting('at least the stage intake')),
      evidence: listOf(evidenceSchema(), ENTRIES_MAX),
      trip: optional(tripEvidenceSchema()),
    },
    expecting('an incident'),
  );
}

/** Schema of what an incident says was wrong. */
export function subjectSchema(): z.ZodType<IncidentSubject> {
  const goods = {
    sku: cleanText(NAME_MAX, 'a SKU'),
    priceList: cleanText(NAME_MAX, 'a price list'),
  };
  return z.strictObject(
    {
      prices: listOf(
        z.strictObject(
          {
            ...goods,
            shownMinor: listOf(amount(), SHOWN_MAX).min(1, expecting('at least one price that was shown')),
            intendedMinor: amount(),
          },
          expecting('a wrong price'),
        ),
        SUBJECTS_MAX,
      ),
      promotions: listOf(
        z.strictObject(
          { promotionId: cleanText(NAME_MAX, 'an id of the promotion') },
          expecting('a wrong promotion'),
        ),
        SUBJECTS_MAX,
      ),
      shortfalls: listOf(
        z.strictObject(
          { ...goods, allotmentUnits: wholeNumber(0, 1_000_000_000, 'a number of units') },
          expecting('a shortfall'),
        ),
        SUBJECTS_MAX,
      ),
      from: instantMs(),
      until: optional(instantMs()),
    },
    expecting('what was wrong'),
  );
}

function stageSchema(): z.ZodType<StageEntry> {
  return z.strictObject(
    {
      stage: oneOf(INCIDENT_STAGES),
      at: instantMs(),
      by: personField(),
      dueAt: instantMs(),
      reason: optional(cleanText(TEXT_MAX, 'a reason')),
    },
    expecting('an entry into a stage'),
  );
}

function evidenceSchema(): z.ZodType<Evidence> {
  return z.strictObject(
    {
      at: instantMs(),
      by: personField(),
      kind: oneOf(['page-markdown', 'control', 'detection', 'other']),
      what: cleanText(TEXT_MAX, 'what was seen'),
      fileSha256: optional(
        z
          .string(expecting('a SHA-256 in hex'))
          .regex(/^[0-9a-f]{64}$/, expecting('a SHA-256: 64 digits 0-9 a-f')),
      ),
    },
    expecting('a piece of evidence'),
  );
}

function tripEvidenceSchema(): z.ZodType<TripEvidence> {
  return z.strictObject(
    {
      trip: tripSchema(),
      rule: optional(ruleSchema()),
      lookAt: z.strictObject(
        { scope: cleanText(SCOPE_MAX, 'a scope'), from: instantMs(), until: optional(instantMs()) },
        expecting('where to look for orders'),
      ),
      before: z.strictObject(
        { openCount: count(), boughtCount: count(), markdownMinor: amount() },
        expecting('how the sale stood'),
      ),
      timeline: listOf(stepSchema(), ENTRIES_MAX),
      resumedAt: optional(instantMs()),
    },
    expecting('what the breaker saw'),
  );
}

function tripSchema(): z.ZodType<Trip> {
  return z.strictObject(
    {
      number: count(),
      ruleId: personField(),
      scope: cleanText(SCOPE_MAX, 'a scope'),
      mode: oneOf(['drain', 'freeze']),
      at: instantMs(),
      measured: amount(),
      sample: amount(),
      limit: amount(),
    },
    expecting('a trip'),
  );
}

function ruleSchema(): z.ZodType<TripRule> {
  const events = (): z.ZodType<TripRule['events']> => listOf(oneOf(COUNTED_EVENTS), COUNTED_EVENTS.length);
  return z.strictObject(
    {
      id: personField(),
      measure: oneOf(['count', 'share', 'distinct', 'top-share', 'budget-share']),
      events: events(),
      of: events(),
      scope: oneOf(TRIP_SCOPES),
      windowMs: count(),
      limit: amount(),
      minimum: amount(),
      mode: oneOf(['drain', 'freeze']),
    },
    expecting('a trip rule'),
  );
}

function stepSchema(): z.ZodType<IncidentStep> {
  return z.strictObject(
    {
      at: instantMs(),
      who: personField(),
      approver: optional(personField()),
      what: cleanText(TEXT_MAX, 'what was done'),
      reason: optional(z.string(expecting('a reason')).max(TEXT_MAX, expecting('a reason'))),
    },
    expecting('a step of the timeline'),
  );
}

/** A person, a rule or a store, as the journal names them. */
function personField(): z.ZodString {
  const options = expecting('an opaque id: 1 to 96 of A-Z a-z 0-9 _ . : -');
  return z.string(options).regex(/^[A-Za-z0-9_.:-]{1,96}$/, options);
}

function count(): z.ZodNumber {
  return wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a count, a whole number');
}

function amount(): z.ZodNumber {
  return wholeNumber(0, Number.MAX_SAFE_INTEGER, 'minor units, a whole number');
}

function instantMs(): z.ZodNumber {
  return wholeNumber(0, INSTANT_MAX, 'milliseconds since 1970');
}

/** A member that a file leaves out where there is nothing to say; the domain has it as `undefined`. */
function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional();
}
