import type { CanonicalAvailability, CanonicalExpire, CanonicalStockKeys, Checked } from './canonical.js';
import { checkKeyList } from './check-texts.js';
import {
  accepted,
  idMessage,
  invalid,
  isInvalid,
  numberMessage,
  problem,
  rejected,
  requestProblem,
} from './field-checks.js';
import type { NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import type { AvailabilityRequest, ExpireRequest, StockKeysRequest } from './request.js';

const EXPIRE_FIELDS: ReadonlySet<string> = new Set(['limit']);
const STOCK_KEYS_FIELDS: ReadonlySet<string> = new Set(['stockKeys']);
const AVAILABILITY_FIELDS: ReadonlySet<string> = new Set(['stockKeys', 'fewMax', 'lastMax']);
const SWEEP: NumberRange = { min: 1, max: STOCK_LIMITS.sweepMax };
const BAND: NumberRange = { min: 0, max: STOCK_LIMITS.quantityMax };

const SWEEP_DEFAULT = 200;
const FEW_DEFAULT = 10;
const LAST_DEFAULT = 1;

/** Checks the id that `status` is asked about. */
export function checkId(id: string): Checked<string> {
  const wrong = problem('id', idMessage(id));
  return wrong === undefined ? accepted(id) : rejected(wrong);
}

/** Checks an `expire` and fills in how many reservations it looks at. */
export function checkExpire(request: ExpireRequest | undefined): Checked<CanonicalExpire> {
  if (request === undefined) return accepted({ limit: SWEEP_DEFAULT });
  const wrongShape = requestProblem(request, EXPIRE_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { limit = SWEEP_DEFAULT } = request;
  const wrong = problem('limit', numberMessage(limit, SWEEP));
  return wrong === undefined ? accepted({ limit }) : rejected(wrong);
}

/** Checks the stock keys of a `snapshot`. */
export function checkStockKeys(request: StockKeysRequest | undefined): Checked<CanonicalStockKeys> {
  if (request === undefined) return accepted({ stockKeys: undefined });
  const wrongShape = requestProblem(request, STOCK_KEYS_FIELDS);
  return wrongShape === undefined ? checkedKeys(request.stockKeys) : rejected(wrongShape);
}

/** Checks an `availability` and fills in its bands. */
export function checkAvailability(request: AvailabilityRequest | undefined): Checked<CanonicalAvailability> {
  if (request === undefined) {
    return accepted({ stockKeys: undefined, fewMax: FEW_DEFAULT, lastMax: LAST_DEFAULT });
  }
  const wrongShape = requestProblem(request, AVAILABILITY_FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { stockKeys, fewMax = FEW_DEFAULT, lastMax = LAST_DEFAULT } = request;
  const wrong =
    problem('fewMax', numberMessage(fewMax, BAND)) ?? problem('lastMax', numberMessage(lastMax, BAND));
  if (wrong !== undefined) return rejected(wrong);
  if (lastMax > fewMax) {
    return rejected(invalid('lastMax', `got ${lastMax}, expected at most fewMax, which is ${fewMax}`));
  }
  const keys = checkedKeys(stockKeys);
  return keys.ok ? accepted({ stockKeys: keys.value.stockKeys, fewMax, lastMax }) : keys;
}

function checkedKeys(given: readonly string[] | undefined): Checked<CanonicalStockKeys> {
  if (given === undefined) return accepted({ stockKeys: undefined });
  const stockKeys = checkKeyList(given);
  return isInvalid(stockKeys) ? rejected(stockKeys) : accepted({ stockKeys });
}
