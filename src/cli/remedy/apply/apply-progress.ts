import type { ApplyProgress } from '../../../remedy/apply/apply-options.js';
import { groupDigits } from '../../../text/say.js';
import type { CliIo } from '../../io.js';

/** Without a terminal a line of its own is written, so often. */
const LINE_EVERY_MS = 60_000;

/** How far a run is: one line on a terminal, drawn again and again; elsewhere a line a minute. */
export class ApplyProgressLine {
  readonly #io: CliIo;
  readonly #isQuiet: boolean;
  #writtenAt: number;
  #isDrawn = false;

  constructor(io: CliIo, options: { readonly isQuiet: boolean }) {
    this.#io = io;
    this.#isQuiet = options.isQuiet;
    this.#writtenAt = io.monotonicMs();
  }

  tell(progress: ApplyProgress): void {
    if (this.#isQuiet) return;
    const text = progressText(progress);
    if (this.#io.stderrIsTerminal) {
      this.#isDrawn = true;
      this.#io.stderr.write(`\r\u001b[2K${text.slice(0, this.#io.width - 1)}`);
      return;
    }
    const now = this.#io.monotonicMs();
    if (now - this.#writtenAt < LINE_EVERY_MS) return;
    this.#writtenAt = now;
    this.#io.stderr.write(`${text}\n`);
  }

  /** Removes the line of a terminal. */
  clear(): void {
    if (this.#isDrawn) this.#io.stderr.write('\r\u001b[2K');
    this.#isDrawn = false;
  }
}

/** `12,000 of 840,000 steps, 3 gone wrong, 26 min left`. */
export function progressText({ steps, stepsTotal, ill, leftMs }: ApplyProgress): string {
  const parts = [`${groupDigits(String(steps))} of ${groupDigits(String(stepsTotal))} steps`];
  if (ill > 0) parts.push(`${groupDigits(String(ill))} gone wrong`);
  if (steps < stepsTotal) parts.push(`${leftText(leftMs)} left`);
  return parts.join(', ');
}

/** `40 s`, `26 min`, `3 h 20 min`. */
export function leftText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
