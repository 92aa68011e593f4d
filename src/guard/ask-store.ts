import { isGuardError } from '../core/errors.js';
import type { Refused, Unknown } from '../stock/verdict.js';
import type { Alarms } from './alarms.js';
import { isHeard, publish, type StoreOperation } from './events.js';

/** What a store that threw is answered for: part of every verdict. */
export type StoreTrouble = Refused<'unavailable'> | Unknown;

/** Ms a call of the guard has waited for the store; made only where somebody listens. */
export interface StoreTimer {
  storeMs: number;
}

/** What asking the store needs. */
export interface Asker {
  readonly saleId: string;
  readonly alarms: Pick<Alarms, 'error'>;
}

/**
 * Asks the store. Whatever it throws becomes a verdict and reaches `on.error`: its own errors (`corrupt-state`,
 * `store-configuration`) say that nothing was changed, anything else leaves open what happened.
 */
export async function askStore<Verdict extends { readonly kind: string }>(
  asker: Asker,
  operation: StoreOperation,
  question: { readonly ask: () => Promise<Verdict>; readonly timer: StoreTimer | undefined },
): Promise<Verdict | StoreTrouble> {
  const { ask, timer } = question;
  if (isTimed(timer)) return askTimed(asker, operation, question);
  try {
    return answered(await ask());
  } catch (error) {
    return troubleOf(asker, error);
  }
}

/** Whether somebody wants to know how long the store takes. */
export function isTimed(timer: StoreTimer | undefined): boolean {
  return timer !== undefined || isHeard('store');
}

/**
 * A store may be anybody's: what is no verdict is taken for what it threw.
 *
 * @throws TypeError
 */
export function answered<Verdict extends { readonly kind: string }>(verdict: Verdict): Verdict {
  const given: unknown = verdict;
  if (typeof given === 'object' && given !== null && 'kind' in given) return verdict;
  throw new TypeError(`the store answered ${given === null ? 'null' : typeof given} instead of a verdict`);
}

async function askTimed<Verdict extends { readonly kind: string }>(
  asker: Asker,
  operation: StoreOperation,
  { ask, timer }: { readonly ask: () => Promise<Verdict>; readonly timer: StoreTimer | undefined },
): Promise<Verdict | StoreTrouble> {
  const started = performance.now();
  let verdict: Verdict | StoreTrouble;
  let code: string | undefined;
  try {
    verdict = answered(await ask());
  } catch (error) {
    code = isGuardError(error) ? error.code : 'foreign';
    verdict = troubleOf(asker, error);
  }
  const durationMs = performance.now() - started;
  if (timer !== undefined) timer.storeMs += durationMs;
  if (isHeard('store')) {
    publish('store', {
      saleId: asker.saleId,
      operation,
      startedAt: performance.timeOrigin + started,
      durationMs,
      kind: code === undefined ? verdict.kind : 'threw',
      reason: code ?? reasonOf(verdict),
    });
  }
  return verdict;
}

/** The verdict for what a store threw; `on.error` hears of it. */
export function troubleOf({ alarms }: Asker, error: unknown): StoreTrouble {
  alarms.error(error);
  if (isGuardError(error, 'corrupt-state') || isGuardError(error, 'store-configuration'))
    return { kind: 'refused', reason: 'unavailable', error: error.code };
  const message = 'the store threw what it is not documented to throw; on.error has it';
  return { kind: 'unknown', because: 'store', message };
}

function reasonOf(verdict: object): string | undefined {
  if ('reason' in verdict && typeof verdict.reason === 'string') return verdict.reason;
  return 'because' in verdict && typeof verdict.because === 'string' ? verdict.because : undefined;
}
