import type { CanonicalOpen, Checked } from './canonical.js';
import { checkAllotments } from './check-allotments.js';
import { checkTripRules } from './check-trip-rules.js';
import {
  accepted,
  COUNTING_RANGE,
  isInvalid,
  numberMessage,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  TTL_RANGE,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { OpenRequest } from './request.js';
import { shownValue } from './shown-value.js';

const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'allotments',
  'epoch',
  'ttlMs',
  'keyId',
  'lossBudgetMinor',
  'extensionCountMax',
  'extensionTotalMaxMs',
  'tripRules',
]);
const ALLOTMENT_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.allotmentsMax };
const EXTENSION_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.extensionsMax };
const EXTENSION_TOTAL: NumberRange = { min: 0, max: STOCK_LIMITS.extensionTotalMaxMs };

const TTL_DEFAULT_MS = 600_000;
const EXTENSION_COUNT_DEFAULT = 3;
const EXTENSION_TOTAL_DEFAULT_MS = 3_600_000;

const KEY_ID_PATTERN = /^[A-Za-z0-9_-]{1,16}$/;

/** Whether a value can name a customer key: what stands before the first dot of an owner. */
export function isKeyId(value: unknown): value is string {
  return typeof value === 'string' && KEY_ID_PATTERN.test(value);
}

/** Checks an `open`, fills in its defaults and sorts its allotments. */
export function checkOpen(request: OpenRequest): Checked<CanonicalOpen> {
  const wrongShape = requestProblem(request, OPEN_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { epoch, keyId, lossBudgetMinor } = request;
  const {
    ttlMs = TTL_DEFAULT_MS,
    extensionCountMax = EXTENSION_COUNT_DEFAULT,
    extensionTotalMaxMs = EXTENSION_TOTAL_DEFAULT_MS,
  } = request;
  const settings = { epoch, ttlMs, keyId, lossBudgetMinor, extensionCountMax, extensionTotalMaxMs };
  const wrong = settingProblem(settings);
  if (wrong !== undefined) return rejected(wrong);
  const tripRules = checkTripRules(request.tripRules);
  if (isInvalid(tripRules)) return rejected(tripRules);
  const allotments = checkAllotments(request.allotments, { field: 'allotments', count: ALLOTMENT_COUNT });
  return isInvalid(allotments) ? rejected(allotments) : accepted({ allotments, ...settings, tripRules });
}

function settingProblem(settings: Omit<CanonicalOpen, 'allotments' | 'tripRules'>): Invalid | undefined {
  return (
    problem('epoch', optionalNumberMessage(settings.epoch, COUNTING_RANGE)) ??
    problem('ttlMs', numberMessage(settings.ttlMs, TTL_RANGE)) ??
    problem('keyId', keyIdMessage(settings.keyId)) ??
    problem('lossBudgetMinor', optionalNumberMessage(settings.lossBudgetMinor, COUNTING_RANGE)) ??
    problem('extensionCountMax', numberMessage(settings.extensionCountMax, EXTENSION_COUNT)) ??
    problem('extensionTotalMaxMs', numberMessage(settings.extensionTotalMaxMs, EXTENSION_TOTAL))
  );
}

function keyIdMessage(value: unknown): string | undefined {
  if (value === undefined || isKeyId(value)) return undefined;
  return `got ${shownValue(value)}, expected 1 to 16 of A-Z a-z 0-9 _ -`;
}
