import type { EpochMs } from '../core/clock.js';
import type { CurrencyCode } from '../money/currency.js';

/** One row an approval names: void as soon as any field of the row that bears on its price is edited. */
export interface ApprovedRow {
  readonly sku: string;
  readonly priceList: string;
  readonly currency: CurrencyCode;
  /** The one offer price that is approved. */
  readonly priceMinor: number;
  /** The lowest payable price that is approved, after promotions; at most `priceMinor`. */
  readonly floorMinor: number;
  /** See `rowHash`. */
  readonly rowHash: string;
}

/**
 * What an approval covers:
 * - `rows`: these rows as they are;
 * - `markdown`: every row of a category (and below) or of a list of SKUs in one price list and currency, down to a markdown
 *   below the reference: a store-wide or planned campaign;
 * - `findings`: findings that are not about one row (the batch, a file, two rows that disagree), in exactly these
 *   catalogue files;
 * - `promotions`: these promotions as they are.
 */
export type ApprovalScope =
  | { readonly kind: 'rows'; readonly rows: readonly ApprovedRow[] }
  | {
      readonly kind: 'markdown';
      /** Category path; undefined when `skus` says which rows. Neither is every row of the price list. */
      readonly category: string | undefined;
      readonly skus: readonly string[] | undefined;
      readonly priceList: string;
      readonly currency: CurrencyCode;
      /** Deepest markdown below the reference, 1 to 10,000; a row without a reference is not covered. */
      readonly markdownMaxBps: number;
    }
  | { readonly kind: 'findings'; readonly findingIds: readonly string[]; readonly batchDigest: string }
  | {
      readonly kind: 'promotions';
      readonly promotions: readonly { readonly promotionId: string; readonly promotionHash: string }[];
    };

/** A person's word that findings of some rules are meant to be so. */
export interface Approval {
  readonly schema: 'saleguard/approval/1';
  readonly scope: ApprovalScope;
  /** Ids of the rules whose findings it downgrades; never one of the unwaivable. */
  readonly rules: readonly string[];
  /** The sale window of every row must lie within; undefined does not narrow. */
  readonly startsAt: EpochMs | undefined;
  readonly endsAt: EpochMs | undefined;
  /** Most units of one row that may be released for sale; a row that states no stock is then not covered. */
  readonly quantityMax: number | undefined;
  readonly signedAt: EpochMs;
  /** From this instant on it is void. */
  readonly expiresAt: EpochMs;
  /** 32 hex digits from the CSPRNG. */
  readonly nonce: string;
}

/** An approval with the Ed25519 signature of one person's key over its canonical JSON. */
export interface SignedApproval {
  readonly approval: Approval;
  /** See `keyIdOf`. */
  readonly keyId: string;
  /** Base64, 64 bytes. */
  readonly signature: string;
}

/** Someone whose signature counts. Known by an opaque id: no name, no mail address. */
export interface ApprovalPerson {
  /** As catalogue columns `author` and `last_editor` name the person; `[A-Za-z0-9_.:-]{1,64}`. */
  readonly id: string;
  readonly keyId: string;
  /** Raw Ed25519 public key, base64, 32 bytes. */
  readonly publicKey: string;
  /** One of the policy's roles. */
  readonly role: string;
}

/** What the persons of a role may do. */
export interface ApprovalRole {
  readonly name: string;
  /** Rule ids whose findings they may approve; `all` but the unwaivable. */
  readonly mayApprove: 'all' | readonly string[];
  /** May sign approvals of scope `markdown` and `findings`, which cover more than they name. */
  readonly mayApproveBatch: boolean;
  /** May sign price books. */
  readonly maySeal: boolean;
  /** May sign that a stopped sale goes on. */
  readonly mayResume: boolean;
}

/** The policy's section on approvals. */
export interface ApprovalPolicy {
  readonly people: readonly ApprovalPerson[];
  readonly roles: readonly ApprovalRole[];
  /** Exposure of a row from which two different persons must have approved, by currency, minor units. */
  readonly secondSignatureFromMinor: ReadonlyMap<CurrencyCode, number>;
  /** Longest time between signature and expiry, days. */
  readonly validDaysMax: number;
}

/** Why an approval that names a subject does not hold for it. */
export const APPROVAL_REFUSALS = [
  'unknown-key',
  'bad-signature',
  'role-may-not',
  'unwaivable-rule',
  'signer-is-editor',
  'row-edited',
  'promotion-edited',
  'catalogue-edited',
  'other-price',
  'below-floor',
  'too-deep',
  'no-reference',
  'outside-window',
  'too-many-units',
  'not-yet-signed',
  'expired',
  'valid-too-long',
  'second-signature-missing',
] as const;

/** A reason of {@link APPROVAL_REFUSALS}. */
export type ApprovalRefusal = (typeof APPROVAL_REFUSALS)[number];
