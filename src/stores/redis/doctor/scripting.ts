import { integerSetting, type NodeFacts, whyUnknown } from './node-facts.js';
import type { Notes } from './notes.js';

/** Milliseconds. A batch of this library takes a few; below this a busy host answers BUSY to everyone. */
const THRESHOLD_MS_MIN = 100;

/** How long a script may run before the server says BUSY instead of nothing. */
export function checkScripting(facts: NodeFacts, notes: Notes): void {
  const thresholdMs = integerSetting(facts, 'busy-reply-threshold');
  if (thresholdMs === undefined) {
    return notes.unknown({
      what: 'busy-reply-threshold',
      why: whyUnknown(facts, 'busy-reply-threshold'),
      how: 'CONFIG GET busy-reply-threshold as an administrator; the default of 5000 is good',
    });
  }
  notes.checked('busy-reply-threshold');
  if (thresholdMs >= THRESHOLD_MS_MIN) return;
  notes.find('script-time-limit', 'warn', {
    found: `busy-reply-threshold ${thresholdMs}`,
    why:
      thresholdMs <= 0
        ? "While a script hangs, anyone's, the server answers nothing, not even SCRIPT KILL: every sale waits."
        : "A script that takes this long, anyone's, makes the server answer BUSY to every buyer.",
    fix: 'CONFIG SET busy-reply-threshold 5000, and in redis.conf: busy-reply-threshold 5000',
  });
}
