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
import { contactNumberOf } from '../core/contact-number.js';
import {
  expectingUnshown,
  unshownCurrency,
  unshownId,
  unshownList,
  unshownOneOf,
  unshownText,
  unshownWhole,
} from './order-fields.js';

/** The last instant that a `Date` can name. */
const INSTANT_MAX = 8_640_000_000_000_000;
/** As in catalogues: 128 bytes of UTF-8 are at most as many characters. */
const NAME_MAX = 128;
const SCOPE_MAX = 160;
const TEXT_MAX = 500;
const SUBJECTS_MAX = 10_000;
const SHOWN_MAX = 100;
const ENTRIES_MAX = 1_000;

/**
 * Schema of an incident file. Unknown names may not stand. As of an order file, no problem repeats a text of it: complaints are quoted in
 * incidents, and somebody may have quoted too much.
 */
export function incidentSchema(): z.ZodType<Incident> {
  return z.strictObject(
    {
      schema: z.literal(INCIDENT_SCHEMA, expectingUnshown(INCIDENT_SCHEMA)),
      id: opaqueId('an id of the incident'),
      saleId: opaqueId('an id of the sale'),
      origin: unshownOneOf(['trip', 'operator', 'complaint']),
      class: unshownOneOf(INCIDENT_CLASSES),
      cause: optional(unshownOneOf(INCIDENT_CAUSES)),
      currency: optional(unshownCurrency()),
      knownAt: instantMs(),
      subject: subjectSchema(),
      stages: unshownList(stageSchema(), ENTRIES_MAX).min(1, expectingUnshown('at least the stage intake')),
      evidence: unshownList(evidenceSchema(), ENTRIES_MAX),
      trip: optional(tripEvidenceSchema()),
    },
    expectingUnshown('an incident'),
  );
}

/** Schema of what an incident says was wrong. */
export function subjectSchema(): z.ZodType<IncidentSubject> {
  const goods = {
    sku: unshownText(NAME_MAX, 'a SKU'),
    priceList: unshownText(NAME_MAX, 'a price list'),
  };
  return z.strictObject(
    {
      prices: unshownList(
        z.strictObject(
          {
            ...goods,
            shownMinor: unshownList(amount(), SHOWN_MAX).min(
              1,
              expectingUnshown('at least one price that was shown'),
            ),
            intendedMinor: amount(),
          },
          expectingUnshown('a wrong price'),
        ),
        SUBJECTS_MAX,
      ),
      promotions: unshownList(
        z.strictObject(
          { promotionId: unshownText(NAME_MAX, 'an id of the promotion') },
          expectingUnshown('a wrong promotion'),
        ),
        SUBJECTS_MAX,
      ),
      shortfalls: unshownList(
        z.strictObject(
          { ...goods, allotmentUnits: whole(1_000_000_000, 'a number of units') },
          expectingUnshown('a shortfall'),
        ),
        SUBJECTS_MAX,
      ),
      from: instantMs(),
      until: optional(instantMs()),
    },
    expectingUnshown('what was wrong'),
  );
}

function stageSchema(): z.ZodType<StageEntry> {
  return z.strictObject(
    {
      stage: unshownOneOf(INCIDENT_STAGES),
      at: instantMs(),
      by: personField(),
      dueAt: instantMs(),
      reason: optional(unshownText(TEXT_MAX, 'a reason')),
    },
    expectingUnshown('an entry into a stage'),
  );
}

function evidenceSchema(): z.ZodType<Evidence> {
  return z.strictObject(
    {
      at: instantMs(),
      by: personField(),
      kind: unshownOneOf(['page-markdown', 'control', 'detection', 'other']),
      what: unshownText(TEXT_MAX, 'what was seen'),
      fileSha256: optional(
        z
          .string(expectingUnshown('a SHA-256 in hex'))
          .regex(/^[0-9a-f]{64}$/, expectingUnshown('a SHA-256: 64 digits 0-9 a-f')),
      ),
    },
    expectingUnshown('a piece of evidence'),
  );
}

function tripEvidenceSchema(): z.ZodType<TripEvidence> {
  return z.strictObject(
    {
      trip: tripSchema(),
      rule: optional(ruleSchema()),
      lookAt: z.strictObject(
        { scope: unshownText(SCOPE_MAX, 'a scope'), from: instantMs(), until: optional(instantMs()) },
        expectingUnshown('where to look for orders'),
      ),
      before: z.strictObject(
        { openCount: count(), boughtCount: count(), markdownMinor: amount() },
        expectingUnshown('how the sale stood'),
      ),
      timeline: unshownList(stepSchema(), ENTRIES_MAX),
      resumedAt: optional(instantMs()),
    },
    expectingUnshown('what the breaker saw'),
  );
}

function tripSchema(): z.ZodType<Trip> {
  return z.strictObject(
    {
      number: count(),
      ruleId: personField(),
      scope: unshownText(SCOPE_MAX, 'a scope'),
      mode: unshownOneOf(['drain', 'freeze']),
      at: instantMs(),
      measured: amount(),
      sample: amount(),
      limit: amount(),
    },
    expectingUnshown('a trip'),
  );
}

function ruleSchema(): z.ZodType<TripRule> {
  const events = (): z.ZodType<TripRule['events']> =>
    unshownList(unshownOneOf(COUNTED_EVENTS), COUNTED_EVENTS.length);
  return z.strictObject(
    {
      id: personField(),
      measure: unshownOneOf(['count', 'share', 'distinct', 'top-share', 'budget-share']),
      events: events(),
      of: events(),
      scope: unshownOneOf(TRIP_SCOPES),
      windowMs: count(),
      limit: amount(),
      minimum: amount(),
      mode: unshownOneOf(['drain', 'freeze']),
    },
    expectingUnshown('a trip rule'),
  );
}

function stepSchema(): z.ZodType<IncidentStep> {
  return z.strictObject(
    {
      at: instantMs(),
      who: personField(),
      approver: optional(personField()),
      what: unshownText(TEXT_MAX, 'what was done'),
      reason: optional(z.string(expectingUnshown('a reason')).max(TEXT_MAX, expectingUnshown('a reason'))),
    },
    expectingUnshown('a step of the timeline'),
  );
}

/** A person, a rule or a store, as the journal names them. */
function personField(): z.ZodType<string> {
  const options = expectingUnshown('an opaque id: 1 to 96 of A-Z a-z 0-9 _ . : -');
  return z
    .string(options)
    .regex(/^[A-Za-z0-9_.:-]{1,96}$/, options)
    .refine(isNoNumber, expectingUnshown(NO_NUMBER));
}

function opaqueId(what: string): z.ZodType<string> {
  return unshownId(what).refine(isNoNumber, expectingUnshown(NO_NUMBER));
}

const NO_NUMBER = 'an opaque id, which a telephone or card number is not';

function isNoNumber(id: string): boolean {
  return contactNumberOf(id) === undefined;
}

/** A whole number from 0 on. */
function whole(maximum: number, what: string): z.ZodNumber {
  return unshownWhole({ minimum: 0, maximum, what });
}

function count(): z.ZodNumber {
  return whole(Number.MAX_SAFE_INTEGER, 'a count, a whole number');
}

function amount(): z.ZodNumber {
  return whole(Number.MAX_SAFE_INTEGER, 'minor units, a whole number');
}

function instantMs(): z.ZodNumber {
  return whole(INSTANT_MAX, 'milliseconds since 1970');
}

/** A member that a file leaves out where there is nothing to say; the domain has it as `undefined`. */
function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.optional();
}
