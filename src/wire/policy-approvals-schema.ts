import * as z from 'zod';
import type { PriceRule } from '../pricing/rule.js';
import { UNWAIVABLE } from '../pricing/unwaivable.js';
import { nearestName } from '../core/edit-distance.js';
import { isSoundPublicKey } from '../seal/ed25519.js';
import { cleanText, expecting, flag, listOf, section, wholeNumber } from './fields.js';
import { amountsField } from './parameter-field.js';
import { BUILT_IN_APPROVALS } from './policy-defaults.js';
import { gotText } from './problem.js';
import { PUBLIC_KEY_PREFIX } from './public-key-line.js';
import type { RawApprovals, RawPerson, RawRole } from './raw-policy.js';
import { ID_PATTERN } from '../core/id.js';

/** More people than approve prices anywhere. */
const PEOPLE_MAX = 1000;
/** Longest an approval may be made valid for: a year is a season, not a sale. */
const VALID_DAYS_MAX = 366;

const PUBLIC_KEY = /^ed25519:[A-Za-z0-9+/]{43}=$/;

/** Schema of the section that says whose signatures count. */
export function approvalsSchema(rules: readonly PriceRule[]): z.ZodType<RawApprovals | null> {
  return section({
    validDaysMax: wholeNumber(1, VALID_DAYS_MAX, 'a whole number of days').optional().meta({
      description: 'Longest time between the signature of an approval and its expiry, days.',
      default: BUILT_IN_APPROVALS.validDaysMax,
    }),
    secondSignatureFrom: amountsField().nullable().optional().meta({
      description:
        'What a row could cost, (reference - price) x stock, from which two people must have approved it, by currency.',
    }),
    roles: z
      .record(opaqueId('a name of a role'), roleSchema(rules), expecting('roles by name'))
      .nullable()
      .optional()
      .meta({ description: 'What people may do, by the name of their role.' }),
    people: listOf(personSchema(), PEOPLE_MAX)
      .nullable()
      .optional()
      .meta({ description: 'Whose signatures count.' }),
  });
}

function roleSchema(rules: readonly PriceRule[]): z.ZodType<RawRole | null> {
  return section({
    mayApprove: mayApproveSchema(rules).optional().meta({
      description: 'Rules whose findings they may approve: all, or a list. None by default.',
    }),
    batch: flag().optional().meta({
      description: 'May approve campaigns (a category, a price list) and findings on a whole catalogue.',
      default: false,
    }),
    seal: flag().optional().meta({ description: 'May seal price books.', default: false }),
    resume: flag().optional().meta({ description: 'May sign that a stopped sale goes on.', default: false }),
  });
}

function mayApproveSchema(rules: readonly PriceRule[]): z.ZodType<'all' | readonly string[]> {
  const ids = rules.map((rule) => rule.id);
  const approvable = ids.filter((id) => !UNWAIVABLE.has(id));
  return z.union([z.literal('all'), z.array(z.enum(approvable)).max(ids.length)], {
    error: ({ input }) => mayApproveProblem(input, ids),
  });
}

/** One sentence for the first thing wrong: of a list of rules it is the item that matters. */
function mayApproveProblem(input: unknown, ids: readonly string[]): string {
  if (!Array.isArray(input)) return `got ${gotText(input)}, expected all, or a list of rule ids`;
  const stranger: unknown = input.find(
    (id: unknown) => typeof id !== 'string' || !ids.includes(id) || UNWAIVABLE.has(id),
  );
  if (typeof stranger !== 'string') return `got ${gotText(stranger)} in the list, expected ids of rules`;
  const reason = UNWAIVABLE.get(stranger)?.en;
  if (reason !== undefined) return `${stranger} cannot be approved by anybody: ${reason}`;
  const nearest = nearestName(stranger, ids);
  const fix = nearest === undefined ? '"saleguard rules" lists them' : `did you mean ${nearest}?`;
  return `there is no rule ${gotText(stranger)}; ${fix}`;
}

function personSchema(): z.ZodType<RawPerson> {
  return z.strictObject(
    {
      id: opaqueId('an id of the person').meta({
        description: 'Opaque id, as the columns author and last_editor name the person. No name, no address.',
      }),
      role: cleanText(64, 'a name of a role').meta({ description: 'One of roles.' }),
      publicKey: publicKey().meta({ description: 'As "saleguard keys show" prints it.' }),
    },
    expecting('a person with id, role and publicKey'),
  );
}

function opaqueId(what: string): z.ZodString {
  const options = expecting(`${what}: 1 to 64 letters, digits or _ . : -`);
  return z.string(options).regex(ID_PATTERN, options);
}

/** What stands there is never quoted: people have been known to paste the other half. */
function publicKey(): z.ZodString {
  const options = {
    error: 'not a public key; write the line that "saleguard keys show" prints: ed25519: and 44 characters',
  };
  const unsound = {
    error: 'nobody can have made this key: it is no point of the curve, or one that everybody can sign for',
  };
  return z
    .string(options)
    .regex(PUBLIC_KEY, options)
    .refine(
      (text) => !PUBLIC_KEY.test(text) || isSoundPublicKey(text.slice(PUBLIC_KEY_PREFIX.length)),
      unsound,
    );
}
