import { approvalIdOf } from '../../src/approvals/sign-approval.js';
import type { Approval, SignedApproval } from '../../src/catalog/approval.js';
import { DAY_MS } from '../../src/core/clock.js';
import { canonicalJson } from '../../src/seal/canonical-json.js';
import type { SigningKey } from '../../src/seal/ed25519.js';
import { withoutUndefined } from '../../src/seal/without-undefined.js';
import {
  approval,
  AT,
  AUTHOR,
  CLERK,
  HONEST,
  LEAD,
  sign,
  STRANGER,
  unnamed,
  voided,
  type ApprovalCase,
} from './approval-case.js';

/** The order of the base point (RFC 8032, section 5.1): a signature with it added would be a second one of the same words. */
const ORDER = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n;

/** What the honest approval says is changed, and the signature stays. */
function changed(init: Partial<Approval>): SignedApproval {
  return { ...HONEST, approval: approval(init) };
}

function rowWith(edit: Readonly<Record<string, unknown>>): Approval['scope'] {
  const { scope } = approval();
  const rows = scope.kind === 'rows' ? scope.rows : [];
  return { kind: 'rows', rows: rows.map((row) => ({ ...row, ...edit })) };
}

/** The same words under another heading, or under none. */
function signedAs(heading: string, key: SigningKey): SignedApproval {
  const said = approval();
  const message = `${heading}${canonicalJson(withoutUndefined(said))}`;
  return { approval: said, keyId: key.keyId, signature: key.sign(message) };
}

function withOrderAdded(signature: string): string {
  const raw = Buffer.from(signature, 'base64');
  const scalar = BigInt(`0x${Buffer.from(raw.subarray(32)).reverse().toString('hex')}`) + ORDER;
  const added = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse();
  return Buffer.concat([raw.subarray(0, 32), added]).toString('base64');
}

const CAMPAIGN = {
  kind: 'markdown',
  category: 'Audio',
  skus: undefined,
  priceList: 'default',
  currency: 'KRW',
  markdownMaxBps: 9500,
} as const;

/** Approvals that are read, and do not hold. */
export const APPROVAL_VOID_CASES: readonly ApprovalCase[] = [
  voided('a key of nobody', sign({}, STRANGER), 'unknown-key'),
  voided(
    'a stranger under the id of a known key',
    { ...sign({}, STRANGER), keyId: LEAD.keyId },
    'bad-signature',
  ),
  voided('a clerk under the id of the lead', { ...sign({}, CLERK), keyId: LEAD.keyId }, 'bad-signature'),
  voided(
    'a signature of nothing but zeros',
    { ...HONEST, signature: `${'A'.repeat(86)}==` },
    'bad-signature',
  ),
  voided(
    'the signature of another approval',
    { ...HONEST, signature: sign({ nonce: '0'.repeat(32) }).signature },
    'bad-signature',
  ),
  voided(
    'a signature with the order of the group added',
    { ...HONEST, signature: withOrderAdded(HONEST.signature) },
    'bad-signature',
  ),
  voided('the words without their heading', signedAs('', LEAD), 'bad-signature'),
  voided(
    'the words under the heading of a price book',
    signedAs('saleguard/price-book/1\n', LEAD),
    'bad-signature',
  ),
  voided(
    'a signature of the id alone',
    { ...HONEST, signature: LEAD.sign(approvalIdOf(HONEST.approval)) },
    'bad-signature',
  ),
  voided('a row put in after signing', changed({ scope: rowWith({ floorMinor: 1 }) }), 'bad-signature'),
  voided('a rule put in after signing', changed({ rules: ['below-cost', 'deep-markdown'] }), 'bad-signature'),
  voided('an expiry moved after signing', changed({ expiresAt: AT + 2 * DAY_MS }), 'bad-signature'),
  voided(
    'a cap on units taken out after signing',
    { ...sign({ quantityMax: 1 }), approval: approval() },
    'bad-signature',
  ),
  voided('a rows approval turned into a campaign', changed({ scope: CAMPAIGN }), 'bad-signature'),
  voided('the author of the row', sign({}, AUTHOR), 'signer-is-editor'),
  voided('the author of the row, by its category', sign({ scope: CAMPAIGN }, AUTHOR), 'signer-is-editor'),
  voided('a campaign by one who may not', sign({ scope: CAMPAIGN }, CLERK), 'role-may-not'),
  voided(
    'an unwaivable rule among others',
    sign({ rules: ['deep-markdown', 'absolute-floor'] }),
    'unwaivable-rule',
  ),
  voided('a year of validity', sign({ expiresAt: AT + 365 * DAY_MS }), 'valid-too-long'),
  voided(
    'a signature of last month',
    sign({ signedAt: AT - 30 * DAY_MS, expiresAt: AT - 29 * DAY_MS }),
    'expired',
  ),
  voided('an expiry at this very instant', sign({ expiresAt: AT }), 'expired'),
  voided('a signature of tomorrow', sign({ signedAt: AT + 1, expiresAt: AT + DAY_MS }), 'not-yet-signed'),
  voided(
    'the hash of another row under this price',
    sign({ scope: rowWith({ rowHash: 'ab'.repeat(32) }) }),
    'row-edited',
  ),
  voided(
    'the hash of this row under another price',
    sign({ scope: rowWith({ priceMinor: 20_000 }) }),
    'other-price',
  ),
  voided('one unit less than are released', sign({ quantityMax: 19 }), 'too-many-units'),
  voided('a window that is over', sign({ endsAt: AT }), 'outside-window'),
  voided(
    'a campaign one basis point short',
    sign({ scope: { ...CAMPAIGN, markdownMaxBps: 9199 } }),
    'too-deep',
  ),
  unnamed('a SKU in other letters', sign({ scope: rowWith({ sku: 'ep-100' }) })),
  unnamed('a SKU named __proto__', sign({ scope: rowWith({ sku: '__proto__' }) })),
  unnamed('another price list', sign({ scope: rowWith({ priceList: 'members' }) })),
  unnamed('another currency', sign({ scope: rowWith({ currency: 'JPY' }) })),
  unnamed('another rule', sign({ rules: ['below-cost'] })),
  unnamed('a rule nobody has heard of', sign({ rules: ['every-rule'] })),
  unnamed('a category that only begins alike', sign({ scope: { ...CAMPAIGN, category: 'Audi' } })),
  unnamed(
    'a category below the row’s',
    sign({ scope: { ...CAMPAIGN, category: 'Audio > Earphones > Wired' } }),
  ),
  unnamed(
    'a finding by its number',
    sign({
      scope: { kind: 'findings', findingIds: ['0123456789abcdef'], batchDigest: 'ab'.repeat(32) },
    }),
  ),
];
