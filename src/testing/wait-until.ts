import { setTimeout as sleep } from 'node:timers/promises';
import { testServerFailure } from './test-server-failure.js';

/** How long to wait, and for what. */
export interface Wait {
  /** Ends the error message "not within 10000 ms: ...". */
  readonly what: string;
  readonly timeoutMs: number;
  /** Pause between two looks, 10 ms unless told. */
  readonly everyMs?: number;
}

/**
 * Looks again and again until `probe` answers something other than `undefined`, and answers that.
 * @throws GuardError when the deadline passes; whatever `probe` throws goes straight out.
 */
export async function waitUntil<T>(
  wait: Wait,
  probe: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  const deadline = performance.now() + wait.timeoutMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() >= deadline) {
      throw testServerFailure(`not within ${wait.timeoutMs} ms: ${wait.what}`);
    }
    await sleep(wait.everyMs ?? 10);
  }
}
