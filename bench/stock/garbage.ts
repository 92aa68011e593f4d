import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/** Collects garbage now: nobody pays for the garbage of the one before. */
export function collectGarbage(): void {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    // What the flag adds to a context made after it.
    collect = runInNewContext('gc') as () => void;
  }
  collect();
}
