import type { ModeHold } from '../../stock/mode.js';
import { corrupt } from './corrupt.js';
import { readMode } from './read-mode.js';
import { readNumber } from './reply-fields.js';
import { GS, US } from './separators.js';

/** Holds as `holds.lua` writes them, in order of scope, then of holder (UTF-16 code units). */
export function readHolds(text: string): readonly ModeHold[] {
  if (text === '') return [];
  return text.split(GS).map(readHold).sort(byScopeAndHolder);
}

function readHold(text: string): ModeHold {
  const [scope = '', holder = '', word, seq, at, left = '', reason = ''] = text.split(US);
  const mode = readMode(word);
  // A hold that holds nothing is none.
  if (mode === 'open') throw corrupt('meta holds');
  return {
    scope,
    holder,
    mode,
    seq: readNumber(seq),
    at: readNumber(at),
    reason,
    sampleLeft: left === '' ? undefined : readNumber(left),
  };
}

function byScopeAndHolder(left: ModeHold, right: ModeHold): number {
  if (left.scope !== right.scope) return left.scope < right.scope ? -1 : 1;
  return left.holder < right.holder ? -1 : 1;
}
