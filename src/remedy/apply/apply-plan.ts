import { GuardError } from '../../core/errors.js';
import type { EpochMs } from '../../core/clock.js';
import { sha256Hex } from '../../seal/digest.js';
import { verifyPlanApprovals, type CheckedPlan } from '../approvals.js';
import { applySettings, type ApplyOptions, type ApplyReport, type ApplySettings } from './apply-options.js';
import { neededPorts } from './check-ports.js';
import { LedgerBook } from './ledger-book.js';
import type { LedgerStore } from './ledger.js';
import { PlanRun } from './plan-run.js';
import type { RemedyPorts } from './ports.js';
import { scanPlan, type PlanToApply, type ScannedPlan } from './scan-plan.js';

/** What `applyPlan` answers. */
export type ApplyResult =
  | ApplyReport
  /** Nothing was done: the plan is not approved as it stands. */
  | { readonly kind: 'refused'; readonly checked: CheckedPlan }
  /** Nothing was done: somebody else is carrying out a plan with this ledger. */
  | { readonly kind: 'busy'; readonly holder: string };

/**
 * Carries out an approved plan on the shop's own services, oldest deadline first: every effect exactly once on services that honour
 * the key, at most once on those that can only be asked, whenever the process is killed and however often it is called again. What is
 * asked for is written down before; what nobody knows is asked before anything is repeated; what cannot be told is listed, never
 * guessed.
 *
 * The plan is read several times: first whole, held against its digest, totals and signatures, then by windows.
 *
 * @throws GuardError `input` for a plan that is not the one that was signed, or a ledger of another incident; `invalid-argument` for
 * options and ports; `corrupt-state` for a damaged ledger; what the ledger throws when it cannot keep a line. No error of a port comes
 * through: it may hold anything.
 */
export async function applyPlan(
  plan: PlanToApply,
  ports: RemedyPorts,
  ledger: LedgerStore,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const settings = applySettings(options);
  let endsAt = Infinity;
  if (settings.mode === 'carry-out') {
    const checked = verifyPlanApprovals({ ...plan, policy: settings.policy, now: settings.clock.now() });
    if (checked.kind === 'refused') return { kind: 'refused', checked };
    endsAt = Math.min(plan.header.expiresAt, signedUntil(plan, checked));
  }
  const scanned = await scanPlan(plan, settings);
  const needed = neededPorts(ports, scanned.planned);
  if (settings.mode === 'carry-out') checkCouponKey(scanned, settings);
  const opened = await LedgerBook.open(ledger, { header: plan.header, now: () => settings.clock.now() });
  if (opened.kind === 'busy') return opened;
  const { book } = opened;
  try {
    if (settings.mode === 'ask-only' && book.isNew) throw nothingDone();
    await book.begin(plan.trailer.digest);
    return await new PlanRun({ header: plan.header, scanned, ports: needed, book, settings, endsAt }).run();
  } finally {
    await book.close();
  }
}

/** From when on too few of the signatures count. */
function signedUntil({ approvals }: PlanToApply, { signatures, signersNeeded }: CheckedPlan): EpochMs {
  const ends = approvals.flatMap(({ expiresAt }, at) =>
    signatures[at]?.kind === 'stands' ? [expiresAt] : [],
  );
  ends.sort((left, right) => right - left);
  return ends[signersNeeded - 1] ?? 0;
}

function nothingDone(): GuardError {
  return new GuardError({
    code: 'input',
    message: 'the ledger is empty: nothing of this incident was carried out with it; is it the right ledger?',
  });
}

/** Codes that nobody can use are worse than none: the key is tried on the first coupon before anything is done. */
function checkCouponKey({ firstCoupon }: ScannedPlan, { couponCode }: ApplySettings): void {
  const expected = firstCoupon?.coupon?.codeSha256;
  if (firstCoupon === undefined || expected === undefined) return;
  if (couponCode === undefined) {
    throw new GuardError({
      code: 'invalid-argument',
      message: 'the coupons of the plan have codes: hand in the key they were made with',
    });
  }
  if (sha256Hex(couponCode(firstCoupon)) === expected) return;
  throw new GuardError({
    code: 'invalid-argument',
    message: `the key for coupon codes is not the one the plan was made with (tried on order ${firstCoupon.id})`,
  });
}
