import { GuardError } from '../../core/errors.js';

/**
 * The time of one sale. **Sale clock**: ms since the sale was opened, pauses left out; deadlines are kept in it, so that a
 * pause moves every deadline on without touching a single record.
 */
export interface SaleClock {
  /** Epoch ms of `open`. */
  readonly startMs: number;
  /** Ms of all pauses that ended. */
  pausedMs: number;
  /** Highest sale clock an effect has seen: what has lapsed once stays lapsed, also when the machine's clock goes back. */
  floorMs: number;
  /** Sale clock at which it stands still; undefined while it runs. */
  frozenAtMs: number | undefined;
}

/** One instant, as an operation sees it. Read once for each operation. */
export interface Instant {
  /** Epoch ms. */
  readonly realMs: number;
  /** Sale clock, ms. */
  readonly saleMs: number;
}

/** A clock that starts at `realMs`. */
export function startClock(realMs: number): SaleClock {
  return { startMs: realMs, pausedMs: 0, floorMs: 0, frozenAtMs: undefined };
}

/** What the sale clock shows at an epoch ms. Never below the floor. */
export function instantAt(clock: SaleClock, realMs: number): Instant {
  const running = Math.max(clock.floorMs, realMs - clock.startMs - clock.pausedMs);
  return { realMs, saleMs: clock.frozenAtMs ?? running };
}

/** The sale clock stands still from here. */
export function freezeClock(clock: SaleClock, instant: Instant): void {
  clock.frozenAtMs = instant.saleMs;
}

/** The sale clock runs on from where it stood. */
export function resumeClock(clock: SaleClock, instant: Instant): void {
  clock.pausedMs += pauseSoFarMs(clock, instant);
  clock.frozenAtMs = undefined;
}

/** Epoch ms at which a deadline of the sale clock falls, would a pause end now. */
export function epochOf(clock: SaleClock, deadlineMs: number, instant: Instant): number {
  return clock.startMs + clock.pausedMs + pauseSoFarMs(clock, instant) + deadlineMs;
}

function pauseSoFarMs(clock: SaleClock, instant: Instant): number {
  if (clock.frozenAtMs === undefined) return 0;
  return Math.max(0, instant.realMs - clock.startMs - clock.pausedMs - clock.frozenAtMs);
}

/**
 * Reads the handed-in clock in whole ms. An answer that is no time (NaN, a text) counts as "no time has passed".
 *
 * @throws GuardError `invalid-argument` when there has been no good answer yet.
 */
export function realClock(now: () => number): () => number {
  let lastMs: number | undefined;
  return () => {
    const answer: unknown = now();
    const realMs = typeof answer === 'number' ? Math.floor(answer) : NaN;
    if (Number.isSafeInteger(realMs) && realMs >= 0) lastMs = realMs;
    if (lastMs === undefined) {
      throw new GuardError({
        code: 'invalid-argument',
        message: `the clock of a memory store answered ${String(answer)}, expected epoch ms`,
      });
    }
    return lastMs;
  };
}
