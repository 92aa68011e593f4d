/**
 * sealing: from an audited catalogue and its approvals to a signed price book.
 * May import core, money, seal, catalog, readers, wire, book and audit. Invariant: what is sealed is what was judged in this very call, by the policy,
 * the files and the findings that the report states; anything else is a refusal, never a warning.
 */

/** Why a price book was not sealed. */
export const SEAL_REFUSALS = [
  'other-policy',
  'other-catalogue',
  'other-input',
  'other-findings',
  'open-finding',
  'no-reference',
  'signer-may-not',
  'sale-over',
  'report-time',
  'row-window',
  'other-currency',
  'two-rows',
  'needs-price-list',
  'bad-entry',
  'stock-key',
  'unknown-entry',
  'too-many-units',
  'cheap-bundle',
  'epoch',
  'nothing-to-sell',
] as const;

/** A reason of {@link SEAL_REFUSALS}. */
export type SealRefusalReason = (typeof SEAL_REFUSALS)[number];

/** One reason, with what it is about and what to do. */
export interface SealRefusal {
  readonly reason: SealRefusalReason;
  readonly message: string;
  /** Where it stands in the catalogue, where it is about a row. */
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** A refusal that is not about one row. */
export function refusal(reason: SealRefusalReason, message: string): SealRefusal {
  return { reason, message, file: undefined, line: undefined };
}
