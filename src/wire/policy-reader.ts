import type { PriceRule } from '../pricing/rule.js';
import { listOrValue, readChecked } from './checked-document.js';
import { checkPolicy } from './policy-checks.js';
import { sectionsOf, type PolicySections } from './policy-domain.js';
import { policySchema } from './policy-schema.js';
import type { Path } from './problem.js';

/**
 * Reads a policy text for a table of rules and fills it up with defaults.
 *
 * @throws GuardError `policy` with every problem of the file.
 */
export function readPolicySections(text: string, file: string, rules: readonly PriceRule[]): PolicySections {
  const { value } = readChecked(text, file, {
    code: 'policy',
    schema: policySchema(rules),
    saysNothing: 'the file says nothing; write "version: 1", or let "saleguard init" write a commented one',
    crossCheck: (policy) => checkPolicy(policy, rules),
    faultyPart,
  });
  return sectionsOf(value, rules);
}

/** Exchange rates are checked as a whole: without one of its values the section means nothing. */
function faultyPart(path: Path): Path {
  if (path[0] === 'pricing' && path[1] === 'exchangeRates') return path.slice(0, 2);
  return listOrValue(path);
}
