import type { ApplyProgress } from '../../src/remedy/apply/apply-options.js';
import type { Told } from './tasks.js';

/** What a run told of itself, with the ms since its start. */
export type Heard = Pick<ApplyProgress, 'steps' | 'stepsTotal' | 'leftMs'> & { readonly atMs: number };

/** Shares of a run's time at which it is held to what it told. */
export const ASKED_AT = [0.25, 0.5, 0.75] as const;

/**
 * What a run told of itself nearest to a quarter, the half and three quarters of its time, beside what turned out.
 *
 * @throws RangeError when it told nothing.
 */
export function toldAt(heard: readonly Heard[], tookMs: number): Told[] {
  return ASKED_AT.map((share) => {
    const nearest = heard.reduce<Heard | undefined>(
      (best, one) => (best === undefined || off(one) < off(best) ? one : best),
      undefined,
    );
    if (nearest === undefined) throw new RangeError('the run told nothing of itself');
    const { atMs, steps, stepsTotal, leftMs } = nearest;
    return {
      timeShare: atMs / tookMs,
      stepShare: steps / stepsTotal,
      leftMs,
      reallyLeftMs: tookMs - atMs,
    };
    function off({ atMs: at }: Heard): number {
      return Math.abs(at - share * tookMs);
    }
  });
}

/** By how much the time left was told wrong, as a share of what was really left. */
export function leftError({ leftMs, reallyLeftMs }: Told): number {
  return Math.abs(leftMs - reallyLeftMs) / reallyLeftMs;
}

/** By how much the share of the work that is done was told wrong, as a share of the whole run. */
export function stepError({ stepShare, timeShare }: Told): number {
  return Math.abs(stepShare - timeShare);
}
