import type { CanonicalCounted, CanonicalReserve } from './canonical.js';
import { checkTextList } from './check-texts.js';
import { flagMessage, invalid, isInvalid, requestProblem, scopeMessage } from './field-checks.js';
import type { Invalid, NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import { SALE_SCOPE, stockKeyScope } from './mode.js';
import type { CountedOrder } from './request.js';
import { shownValue } from './shown-value.js';

const FIELDS: ReadonlySet<string> = new Set(['flagged', 'deepScopes', 'buyer']);
const DEEP_COUNT: NumberRange = { min: 0, max: 1 + STOCK_LIMITS.linesMax + STOCK_LIMITS.scopesMax };
const NONE: readonly string[] = Object.freeze([]);

/** What trip rules learn of an order whose lines, owners and scopes are canonical already. */
export function checkCounted(
  counted: unknown,
  order: Pick<CanonicalReserve, 'lines' | 'owners' | 'scopes'>,
): CanonicalCounted | Invalid {
  // checkOwners has seen that there is one.
  const firstOwner = order.owners[0] ?? '';
  if (counted === undefined) return { flagged: undefined, deepScopes: NONE, buyer: firstOwner };
  const wrongShape = requestProblem(counted, FIELDS);
  if (wrongShape !== undefined) {
    return invalid(
      wrongShape.field === 'request' ? 'counted' : `counted.${wrongShape.field}`,
      wrongShape.message,
    );
  }
  // An object by the check above; what its fields hold is looked at below.
  const { flagged, deepScopes: given = NONE, buyer = firstOwner } = counted as CountedOrder;
  const wrongFlag = flagMessage(flagged);
  if (wrongFlag !== undefined) return invalid('counted.flagged', wrongFlag);
  if (!order.owners.includes(buyer))
    return invalid('counted.buyer', 'is none of the owners, expected one of them');
  const deepScopes = checkTextList(given, {
    field: 'counted.deepScopes',
    count: DEEP_COUNT,
    messageOf: scopeMessage,
  });
  if (isInvalid(deepScopes)) return deepScopes;
  const foreign = deepScopes.find((scope) => !isScopeOf(order, scope));
  if (foreign !== undefined) {
    return invalid(
      'counted.deepScopes',
      `got ${shownValue(foreign)}, expected only "sale", "sku:<stock key>" of the lines and the scopes of the order`,
    );
  }
  return { flagged, deepScopes, buyer };
}

function isScopeOf({ lines, scopes }: Pick<CanonicalReserve, 'lines' | 'scopes'>, scope: string): boolean {
  return (
    scope === SALE_SCOPE ||
    scopes.includes(scope) ||
    lines.some(({ stockKey }) => stockKeyScope(stockKey) === scope)
  );
}
