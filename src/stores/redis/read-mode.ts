import { assert } from '../../core/assert.js';
import { SALE_MODES, type SaleMode } from '../../stock/mode.js';

/** A mode that a script printed. */
export function readMode(text: string | undefined): SaleMode {
  const mode = SALE_MODES.find((name) => name === text);
  assert(mode !== undefined, 'a script printed a mode that is none');
  return mode;
}
