import { displayWidth, graphemes } from '../text/display-width.js';
import { plainText } from '../text/plain-text.js';
import type { CliIo } from './io.js';

/** What a long run tells of itself. */
export interface ProgressTick {
  readonly label: string;
  readonly rowCount: number;
  readonly bytesRead: number;
  readonly bytesTotal: number | undefined;
}

/** Draws are this far apart, so that a fast run is not slowed by its own progress line. */
const DRAW_EVERY_MS = 120;

/**
 * One progress line on standard error, only on a terminal and only once a run takes longer than a moment: rows, rows a
 * second, share read and the time left.
 */
export class ProgressLine {
  readonly #io: CliIo;
  readonly #isShown: boolean;
  #label = '';
  #startedAt: number;
  #drawnAt: number;
  #isDrawn = false;

  constructor(io: CliIo, options: { readonly isQuiet: boolean }) {
    this.#io = io;
    this.#isShown = io.stderrIsTerminal && !options.isQuiet;
    this.#startedAt = io.monotonicMs();
    this.#drawnAt = this.#startedAt;
  }

  tick(progress: ProgressTick): void {
    if (!this.#isShown) return;
    const at = this.#io.monotonicMs();
    if (progress.label !== this.#label) {
      this.#label = progress.label;
      this.#startedAt = at;
    }
    if (at - this.#drawnAt < DRAW_EVERY_MS) return;
    this.#drawnAt = at;
    this.#isDrawn = true;
    const text = describeProgress(progress, at - this.#startedAt);
    this.#io.stderr.write(`\r\u001b[2K${fitted(plainText(text), this.#io.width - 1)}`);
  }

  /** Removes the line. */
  clear(): void {
    if (this.#isDrawn) this.#io.stderr.write('\r\u001b[2K');
    this.#isDrawn = false;
  }
}

/** `judging catalog.csv: 412,000 rows, 850,000 rows/s, 41 %, 1 s left`. */
export function describeProgress(progress: ProgressTick, elapsedMs: number): string {
  const parts = [`${progress.label}: ${grouped(progress.rowCount)} rows`];
  if (elapsedMs > 0) parts.push(`${grouped(Math.round((progress.rowCount / elapsedMs) * 1000))} rows/s`);
  const { bytesRead, bytesTotal } = progress;
  if (bytesTotal !== undefined && bytesTotal > 0 && bytesRead > 0) {
    const share = Math.min(1, bytesRead / bytesTotal);
    parts.push(`${String(Math.floor(share * 100))} %`, `${remaining(elapsedMs * (1 / share - 1))} left`);
  }
  return parts.join(', ');
}

/** As much of a text as the columns hold: a line that wraps could not be removed. */
function fitted(text: string, columns: number): string {
  let width = 0;
  let shown = '';
  for (const grapheme of graphemes(text)) {
    width += displayWidth(grapheme);
    if (width > columns) break;
    shown += grapheme;
  }
  return shown;
}

function remaining(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 90 ? `${String(seconds)} s` : `${String(Math.ceil(seconds / 60))} min`;
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
