import type { CanonicalSignal, Checked, CountedValue } from './canonical.js';
import { checkTextList } from './check-texts.js';
import {
  accepted,
  countMessage,
  flagMessage,
  idMessage,
  invalid,
  isInvalid,
  itemProblem,
  problem,
  rejected,
  requestProblem,
  scopeMessage,
} from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import { SALE_SCOPE, stockKeyScope } from './mode.js';
import type { SignalRequest } from './request.js';
import { shownValue } from './shown-value.js';

const FIELDS: ReadonlySet<string> = new Set(['id', 'scopes', 'flagged', 'rejected', 'values']);
const VALUE_FIELDS: ReadonlySet<string> = new Set(['scope', 'value']);
const SCOPE_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.signalScopesMax };
const VALUE_COUNT: NumberRange = { min: 0, max: STOCK_LIMITS.signalValuesMax };
const STOCK_KEY_SCOPE_START = stockKeyScope('');

/** Checks a `signal` and puts its scopes into the order in which rules look at them. */
export function checkSignal(request: SignalRequest): Checked<CanonicalSignal> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { id, flagged, rejected: isRejected } = request;
  const wrong =
    problem('id', idMessage(id)) ??
    problem('flagged', flagMessage(flagged)) ??
    problem('rejected', flagMessage(isRejected));
  if (wrong !== undefined) return rejected(wrong);
  const named = checkTextList(request.scopes, {
    field: 'scopes',
    count: SCOPE_COUNT,
    messageOf: scopeMessage,
  });
  if (isInvalid(named)) return rejected(named);
  const scopes = inCountingOrder(named);
  const values = checkValues(request.values, new Set(scopes));
  if (isInvalid(values)) return rejected(values);
  return accepted({ id, scopes, isFlagged: flagged === true, isRejected: isRejected === true, values });
}

/** The order of an order's scopes: the sale, its stock keys, the others. */
function inCountingOrder(sorted: readonly string[]): readonly string[] {
  const isStockKey = (scope: string): boolean => scope.startsWith(STOCK_KEY_SCOPE_START);
  const others = sorted.filter((scope) => scope !== SALE_SCOPE && !isStockKey(scope));
  return [SALE_SCOPE, ...sorted.filter(isStockKey), ...others];
}

function checkValues(values: unknown, scopes: ReadonlySet<string>): readonly CountedValue[] | Invalid {
  if (values === undefined) return [];
  const message = countMessage(values, VALUE_COUNT);
  if (message !== undefined) return invalid('values', message);
  const copies: CountedValue[] = [];
  // countMessage has seen that this is an array.
  for (const [index, item] of (values as readonly unknown[]).entries()) {
    const value = checkValue(item, { index, scopes });
    if (isInvalid(value)) return value;
    copies.push(value);
  }
  copies.sort(byValueAndScope);
  return copies.filter((item, index) => {
    const before = copies[index - 1];
    return before === undefined || byValueAndScope(before, item) !== 0;
  });
}

function checkValue(
  item: unknown,
  { index, scopes }: { readonly index: number; readonly scopes: ReadonlySet<string> },
): CountedValue | Invalid {
  const wrongShape = itemProblem(item, VALUE_FIELDS, 'values', index);
  if (wrongShape !== undefined) return wrongShape;
  // An object by the check above; what its fields hold is looked at below.
  const { scope, value } = item as CountedValue;
  const at = `values[${index}]`;
  const wrong = problem(`${at}.scope`, scopeMessage(scope)) ?? problem(`${at}.value`, idMessage(value));
  if (wrong !== undefined) return wrong;
  if (!scopes.has(scope)) {
    return invalid(`${at}.scope`, `got ${shownValue(scope)}, expected one of the scopes of the signal`);
  }
  return { scope, value };
}

function byValueAndScope(left: CountedValue, right: CountedValue): number {
  if (left.value !== right.value) return left.value < right.value ? -1 : 1;
  if (left.scope === right.scope) return 0;
  return left.scope < right.scope ? -1 : 1;
}
