import type { EpochMs } from '../core/clock.js';
import type { StockStore } from '../stock/store.js';
import type { SetModeVerdict } from '../stock/verdict.js';
import type { Policy } from '../wire/policy.js';
import { checkResume, type ResumeRefusal } from './check-resume.js';
import { resumeIdOf, type SignedResume } from './resume.js';

/** How a signed resume is carried out. */
export interface ResumeSaleOptions {
  readonly signed: SignedResume;
  /** Its `approvals` section says whose signature counts. */
  readonly policy: Policy;
  /** Who carries it out, an opaque id; undefined when the signer does. */
  readonly actor?: string | undefined;
  readonly now: EpochMs;
}

/** The answer to {@link resumeSale}. */
export type ResumeSaleVerdict =
  SetModeVerdict | { readonly kind: 'not-signed'; readonly refusal: ResumeRefusal };

/**
 * Lifts or loosens a hold by the signature of a person who did not place it. The journal records who signed (`approver`), who
 * carried it out (`actor`: a person, or `resume:<id of the signature>` where the signer did) and the reason with that id.
 *
 * A signature is good for one hold: the store compares the number of the effect that made it, so that neither a copy of the file
 * nor a late retry lifts what was placed afterwards (`held`).
 */
export async function resumeSale(
  stock: Pick<StockStore, 'saleId' | 'setMode'>,
  { signed, policy, actor, now }: ResumeSaleOptions,
): Promise<ResumeSaleVerdict> {
  const { approvals } = policy;
  const checked = checkResume(signed, { approvals, saleId: stock.saleId, actor, now });
  if (checked.kind === 'refused') return { kind: 'not-signed', refusal: checked.refusal };
  const { resume } = signed;
  const id = resumeIdOf(resume);
  return stock.setMode({
    mode: resume.to,
    scope: resume.scope,
    holder: resume.holder,
    holdSeq: resume.holdSeq,
    actor: actor ?? `resume:${id}`,
    approver: checked.signer.id,
    reason: `${resume.reason} (resume ${id})`,
    ...(resume.sample === undefined ? {} : { sample: resume.sample }),
    ...(resume.regression === undefined ? {} : { regression: resume.regression }),
  });
}
