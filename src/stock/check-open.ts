import type { CanonicalAllotment, CanonicalOpen, Checked } from './canonical.js';
import { byStockKey } from './check-lines.js';
import {
  accepted,
  countMessage,
  COUNTING_RANGE,
  invalid,
  isInvalid,
  itemProblem,
  numberMessage,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  stockKeyMessage,
  TTL_RANGE,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { Allotment, OpenRequest } from './request.js';
import { shownValue } from './shown-value.js';

const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'allotments',
  'epoch',
  'ttlMs',
  'keyId',
  'lossBudgetMinor',
  'extensionCountMax',
  'extensionTotalMaxMs',
]);
const ALLOTMENT_FIELDS: ReadonlySet<string> = new Set([
  'stockKey',
  'quantity',
  'perCustomer',
  'markdownMinor',
]);
const ALLOTMENT_COUNT: NumberRange = { min: 1, max: STOCK_LIMITS.allotmentsMax };
const QUANTITY: NumberRange = { min: 0, max: STOCK_LIMITS.quantityMax };
/** From 1: a limit of 0 is read by some shops as "nobody may buy" and by others as "no limit". */
const PER_CUSTOMER: NumberRange = { min: 1, max: STOCK_LIMITS.quantityMax };
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
  const allotments = checkAllotments(request.allotments);
  return isInvalid(allotments) ? rejected(allotments) : accepted({ allotments, ...settings });
}

function settingProblem(settings: Omit<CanonicalOpen, 'allotments'>): Invalid | undefined {
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

function checkAllotments(allotments: unknown): readonly CanonicalAllotment[] | Invalid {
  const message = countMessage(allotments, ALLOTMENT_COUNT);
  if (message !== undefined) return invalid('allotments', message);
  // countMessage has seen that this is an array.
  const given = allotments as readonly unknown[];
  const copies: CanonicalAllotment[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < given.length; index++) {
    const allotment = checkAllotment(given[index], index);
    if (isInvalid(allotment)) return allotment;
    const { stockKey } = allotment;
    if (seen.has(stockKey)) {
      return invalid(
        `allotments[${index}].stockKey`,
        `got ${shownValue(stockKey)} a second time, expected each stock key once`,
      );
    }
    seen.add(stockKey);
    copies.push(allotment);
  }
  return copies.sort(byStockKey);
}

function checkAllotment(allotment: unknown, index: number): CanonicalAllotment | Invalid {
  const wrongShape = itemProblem(allotment, ALLOTMENT_FIELDS, 'allotments', index);
  if (wrongShape !== undefined) return wrongShape;
  // An object by the check above; what its fields hold is looked at below.
  const { stockKey, quantity, perCustomer, markdownMinor } = allotment as Allotment;
  const at = `allotments[${index}]`;
  return (
    problem(`${at}.stockKey`, stockKeyMessage(stockKey)) ??
    problem(`${at}.quantity`, numberMessage(quantity, QUANTITY)) ??
    problem(`${at}.perCustomer`, optionalNumberMessage(perCustomer, PER_CUSTOMER)) ??
    problem(`${at}.markdownMinor`, optionalNumberMessage(markdownMinor, COUNTING_RANGE)) ?? {
      stockKey,
      quantity,
      perCustomer,
      markdownMinor,
    }
  );
}
