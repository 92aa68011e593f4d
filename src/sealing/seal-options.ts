import type { AuditOptions } from '../audit/options.js';
import type { ApprovalPolicy, SignedApproval } from '../catalog/approval.js';
import type { Sale } from '../catalog/sale.js';
import type { EpochMs } from '../core/clock.js';
import type { SigningKey } from '../seal/ed25519.js';
import type { Report } from '../wire/report.js';

/** Everything one sealing is given. The instant judged for is the report's. */
export interface SealOptions {
  /** The same files, read again: sources, history, previous catalogue, promotions and their digests. */
  readonly audit: Omit<AuditOptions, 'now' | 'approvals' | 'onJudged' | 'knownIds'>;
  readonly policy: { readonly approvals?: ApprovalPolicy | undefined };
  /** What people looked at. */
  readonly report: Report;
  readonly sale: Sale;
  readonly approvals: readonly SignedApproval[];
  /** Of a person whose role may seal. */
  readonly key: SigningKey;
  /** The clock: approvals have to be valid now. */
  readonly now: EpochMs;
  /** Highest epoch sealed for this sale so far; undefined for the first book. */
  readonly epochBefore?: number | undefined;
  /** What happens to rows with an open finding: the whole book is refused, or the rows are not part of it. */
  readonly onOpenRow: 'refuse' | 'leave-out';
  /** Takes the bytes of the book, in order; waited for. */
  readonly write: (bytes: Uint8Array) => void | Promise<void>;
}
