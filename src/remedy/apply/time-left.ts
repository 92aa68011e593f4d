import type { PortName } from './ports.js';

/** Ms over which the speed of a port is measured. */
const MEASURE_MS = 30_000;
/** Steps measured in pieces of so many ms. */
const PIECE_MS = 1_000;

/** How many steps each port has ahead, and how fast it goes. */
export class TimeLeft {
  readonly #ports = new Map<PortName, PortPace>();
  readonly #startedAt: number;

  constructor(now: number) {
    this.#startedAt = now;
  }

  /** Steps of a port that this run has ahead. */
  expect(name: PortName, work: { readonly steps: number; readonly ratePerSecond: number }): void {
    this.#ports.set(name, { left: work.steps, ratePerSecond: work.ratePerSecond, pieces: new Map() });
  }

  /** A step that its service was asked for is over. */
  done(name: PortName, now: number): void {
    const pace = this.#ports.get(name);
    if (pace === undefined) return;
    pace.left -= 1;
    const piece = Math.floor(now / PIECE_MS);
    pace.pieces.set(piece, (pace.pieces.get(piece) ?? 0) + 1);
    for (const old of pace.pieces.keys()) {
      if (old >= piece - MEASURE_MS / PIECE_MS) break;
      pace.pieces.delete(old);
    }
  }

  /** Ms until the slowest port is through, at the speed of the last 30 s and never faster than its rate. */
  leftMs(now: number): number {
    let most = 0;
    for (const pace of this.#ports.values()) {
      if (pace.left <= 0) continue;
      most = Math.max(most, (pace.left / this.#perSecond(pace, now)) * 1_000);
    }
    return Math.round(most);
  }

  #perSecond({ pieces, ratePerSecond }: PortPace, now: number): number {
    const from = Math.max(this.#startedAt, (Math.floor(now / PIECE_MS) - MEASURE_MS / PIECE_MS) * PIECE_MS);
    const seconds = (now - from) / 1_000;
    let steps = 0;
    for (const [piece, count] of pieces) if ((piece + 1) * PIECE_MS > from) steps += count;
    // Before there is anything to measure, and for ports whose turn has not come.
    if (seconds < 3 || steps === 0) return ratePerSecond;
    return Math.min(ratePerSecond, steps / seconds);
  }
}

interface PortPace {
  left: number;
  readonly ratePerSecond: number;
  /** Steps by piece of time. */
  readonly pieces: Map<number, number>;
}
