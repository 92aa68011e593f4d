import type { ApprovalPerson, ApprovalPolicy, ApprovalRole } from '../catalog/approval.js';
import { nearestName } from '../core/edit-distance.js';
import { currencyExponent, type CurrencyCode } from '../money/currency.js';
import { PLAIN_NUMBERS, printAmount, readAmount } from '../money/decimal-text.js';
import { assert } from '../core/assert.js';
import { keyIdOf } from '../seal/ed25519.js';
import { BUILT_IN_APPROVALS } from './policy-defaults.js';
import type { CheckProblem } from './problem.js';
import { PUBLIC_KEY_PREFIX, publicKeyLine } from './public-key-line.js';
import type { RawApprovals, RawPerson, RawRole } from './raw-policy.js';

/** The section with every value present; people and roles in the order of their names, which has no meaning. */
export function approvalPolicyOf(raw: RawApprovals): ApprovalPolicy {
  const people = (raw.people ?? []).map(personOf);
  const roles = Object.entries(raw.roles ?? {}).map(([name, role]) => roleOf(name, role ?? {}));
  return {
    people: people.sort((left, right) => compare(left.id, right.id)),
    roles: roles.sort((left, right) => compare(left.name, right.name)),
    secondSignatureFromMinor: limitsOf(raw.secondSignatureFrom ?? {}),
    validDaysMax: raw.validDaysMax ?? BUILT_IN_APPROVALS.validDaysMax,
  };
}

function personOf({ id, role, publicKey }: RawPerson): ApprovalPerson {
  const raw = publicKey.slice(PUBLIC_KEY_PREFIX.length);
  return { id, keyId: keyIdOf(raw), publicKey: raw, role };
}

function roleOf(
  name: string,
  { mayApprove = [], batch = false, seal = false, resume = false }: RawRole,
): ApprovalRole {
  return {
    name,
    mayApprove: mayApprove === 'all' ? 'all' : [...new Set(mayApprove)].sort(),
    mayApproveBatch: batch,
    maySeal: seal,
    mayResume: resume,
  };
}

function limitsOf(
  amounts: NonNullable<RawApprovals['secondSignatureFrom']>,
): ReadonlyMap<CurrencyCode, number> {
  const limits = new Map<CurrencyCode, number>();
  for (const [code, written] of Object.entries(amounts)) {
    const currency = code as CurrencyCode; // checked by the schema
    const reading = readAmount(String(written), currencyExponent(currency), PLAIN_NUMBERS);
    assert(reading.kind === 'amount', 'the schema lets only amounts through');
    limits.set(currency, reading.minor);
  }
  return limits;
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What is wrong with the section although each value alone is right. */
export function checkApprovals(raw: RawApprovals): CheckProblem[] {
  const roles = Object.keys(raw.roles ?? {});
  const people = raw.people ?? [];
  return people.flatMap((person, index) => {
    const path = ['approvals', 'people', index];
    const found: CheckProblem[] = [];
    if (!roles.includes(person.role)) {
      found.push({
        path: [...path, 'role'],
        message: strangeRole(person.role, roles),
        comparesWith: ['approvals', 'roles'],
      });
    }
    const earlier = people.slice(0, index);
    if (earlier.some(({ id }) => id === person.id))
      found.push({ path: [...path, 'id'], message: `${person.id} stands in the list already` });
    const same = earlier.find(({ publicKey }) => publicKey === person.publicKey);
    if (same !== undefined) {
      found.push({
        path: [...path, 'publicKey'],
        message: `this is the key of ${same.id} already: every person signs with a key of their own`,
      });
    }
    return found;
  });
}

function strangeRole(role: string, known: readonly string[]): string {
  const nearest = nearestName(role, known);
  if (nearest !== undefined) return `there is no role ${role}; did you mean ${nearest}?`;
  if (known.length === 0) return `there is no role ${role}; name it under roles`;
  return `there is no role ${role}; known: ${known.join(', ')}`;
}

/** The section as plain JSON, as its hash is taken. */
export function approvalsJson(policy: ApprovalPolicy): Readonly<Record<string, unknown>> {
  return {
    validDaysMax: policy.validDaysMax,
    secondSignatureFrom: Object.fromEntries(
      [...policy.secondSignatureFromMinor].map(([currency, minor]) => [
        currency,
        printAmount(minor, currencyExponent(currency)),
      ]),
    ),
    roles: Object.fromEntries(
      policy.roles.map(({ name, mayApprove, mayApproveBatch, maySeal, mayResume }) => [
        name,
        { mayApprove, batch: mayApproveBatch, seal: maySeal, resume: mayResume },
      ]),
    ),
    people: policy.people.map(({ id, role, publicKey }) => ({
      id,
      role,
      publicKey: publicKeyLine(publicKey),
    })),
  };
}

/** A frozen copy. */
export function frozenApprovals(policy: ApprovalPolicy): ApprovalPolicy {
  return Object.freeze({
    ...policy,
    people: Object.freeze(policy.people.map((person) => Object.freeze({ ...person }))),
    roles: Object.freeze(
      policy.roles.map((role) =>
        Object.freeze({
          ...role,
          mayApprove: role.mayApprove === 'all' ? role.mayApprove : Object.freeze([...role.mayApprove]),
        }),
      ),
    ),
    secondSignatureFromMinor: new Map(policy.secondSignatureFromMinor),
  });
}
