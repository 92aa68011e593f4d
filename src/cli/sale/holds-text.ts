import type { ModeHold } from '../../stock/mode.js';
import { plainText } from '../../text/plain-text.js';
import { sayIn } from '../../text/say.js';

const say = sayIn('en');

/** Holds, one a line, with what `resume` needs to name one of them. */
export function holdsText(holds: readonly ModeHold[]): string {
  return holds.map((hold) => `  ${plainText(holdText(hold))}\n`).join('');
}

/** One hold: what, by whom, since when, why. */
export function holdText({ scope, mode, holder, at, reason, sampleLeft }: ModeHold): string {
  const sample = sampleLeft === undefined ? '' : `, ${say.count(sampleLeft)} orders left`;
  return `${scope}: ${mode} by ${holder} since ${say.instant(at)}${sample}: ${reason}`;
}
