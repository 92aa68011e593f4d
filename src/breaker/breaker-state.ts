import type { EpochMs } from '../core/clock.js';
import type { Trip } from '../catalog/trip.js';

/** What a breaker has to know of a hold on a scope; `ModeHold` of the room `stock` has these members. */
export interface HeldScope {
  readonly scope: string;
  /** `trip:<rule id>` of a hold that a breaker placed. */
  readonly holder: string;
  readonly mode: 'probe' | 'drain' | 'freeze' | 'closed';
  /** Of the effect that made it: what a signature that lifts it names. */
  readonly seq: number;
  readonly at: EpochMs;
  readonly sampleLeft: number | undefined;
}

/** How one rule stands in one scope. Each state holds only what is its own. */
export type BreakerState =
  /** It watches. */
  | { readonly kind: 'normal' }
  /** It stopped the scope, and waits for a signature. */
  | {
      readonly kind: 'tripped';
      readonly mode: 'drain' | 'freeze' | 'closed';
      readonly since: EpochMs;
      readonly holdSeq: number;
      /** What it measured; undefined when the store has handed on so many trips since that it keeps it no longer. */
      readonly trip: Trip | undefined;
    }
  /** A bounded sample is let through to see whether it is over. */
  | {
      readonly kind: 'probing';
      readonly since: EpochMs;
      readonly holdSeq: number;
      /** New reservations that are still let through; 0: as drain. */
      readonly sampleLeft: number;
      readonly trip: Trip | undefined;
    };

/** A rule in a scope, and how it stands there. */
export interface BreakerView {
  readonly ruleId: string;
  readonly scope: string;
  readonly state: Exclude<BreakerState, { readonly kind: 'normal' }>;
}

const HOLDER = 'trip:';

/** What a live sale says of its breakers: `activity` of a store has these members. */
export interface BreakerActivity {
  readonly holds: readonly HeldScope[];
  readonly trips: readonly Trip[];
}

/**
 * Every breaker that is not normal, in the order of the holds. What people hold is not among them: it is no breaker's.
 *
 * @example
 * for (const { ruleId, scope, state } of breakersOf(activity)) console.log(ruleId, scope, state.kind);
 */
export function breakersOf({ holds, trips }: BreakerActivity): readonly BreakerView[] {
  return holds.flatMap((hold) => {
    if (!hold.holder.startsWith(HOLDER)) return [];
    const ruleId = hold.holder.slice(HOLDER.length);
    const trip = trips.findLast((past) => past.ruleId === ruleId && past.scope === hold.scope);
    return [{ ruleId, scope: hold.scope, state: stateOf(hold, trip) }];
  });
}

/** How one trip rule stands in one scope. */
export function breakerStateOf(
  breaker: { readonly ruleId: string; readonly scope: string },
  activity: BreakerActivity,
): BreakerState {
  const view = breakersOf(activity).find(
    ({ ruleId, scope }) => ruleId === breaker.ruleId && scope === breaker.scope,
  );
  return view?.state ?? { kind: 'normal' };
}

function stateOf(hold: HeldScope, trip: Trip | undefined): BreakerView['state'] {
  const { mode, at: since, seq: holdSeq, sampleLeft = 0 } = hold;
  if (mode === 'probe') return { kind: 'probing', since, holdSeq, sampleLeft, trip };
  return { kind: 'tripped', mode, since, holdSeq, trip };
}
