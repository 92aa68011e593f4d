import { GuardError } from '../core/errors.js';

/** A clock that moves only when told. Instants and spans are whole milliseconds. */
export interface FakeClock {
  /** The instant, epoch milliseconds. Bound: `clock.now` may be handed over by itself. */
  readonly now: () => number;
  /** Moves on by a span of 0 or more. */
  advance(spanMs: number): void;
  /** Moves on to an instant; one in the past is refused: a clock that steps back does so by `stepBack`. */
  set(instantMs: number): void;
  /** Moves back by a span of 1 or more, as real clocks do when they are corrected. */
  stepBack(spanMs: number): void;
}

/**
 * Makes a clock that stands at `startMs`.
 * @throws GuardError `invalid-argument`, here and in every call, for anything but safe whole numbers in the range told; the clock then
 * has not moved.
 *
 * @example
 * const clock = fakeClock(Date.UTC(2026, 7, 1));
 * clock.advance(900_000); // a quarter of an hour later, at once
 */
export function fakeClock(startMs: number): FakeClock {
  let instantMs = checked('startMs', startMs, 0);
  const moveTo = (nextMs: number): void => {
    instantMs = checked('the instant', nextMs, 0);
  };
  return {
    now: () => instantMs,
    advance: (spanMs) => moveTo(instantMs + checked('spanMs', spanMs, 0)),
    set: (nextMs) => moveTo(checked('instantMs', nextMs, instantMs)),
    stepBack: (spanMs) => moveTo(instantMs - checked('spanMs', spanMs, 1)),
  };
}

function checked(name: string, value: number, min: number): number {
  if (Number.isSafeInteger(value) && value >= min) return value;
  throw new GuardError({
    code: 'invalid-argument',
    message: `fakeClock: ${name} has to be a whole number of milliseconds, at least ${min}, not ${value}`,
  });
}
