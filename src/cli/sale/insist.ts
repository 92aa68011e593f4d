import type { CliIo } from '../io.js';

/** Ms between two attempts. */
const PAUSE_MS = 200;

/**
 * Sends a request until it has an answer, or time is over: `unknown` may have happened and is settled by sending the same again.
 * Only for requests that have one effect however often they are sent. Also asks again while the store says that it cannot at the
 * moment (`unavailable`): a freeze must not be lost to a failover of three seconds.
 */
export async function insist<V extends { readonly kind: string; readonly reason?: unknown }>(
  call: () => Promise<V>,
  { endsAt, io }: { readonly endsAt: number; readonly io: Pick<CliIo, 'monotonicMs'> },
): Promise<V> {
  for (;;) {
    const verdict = await call();
    const isOpen =
      verdict.kind === 'unknown' || (verdict.kind === 'refused' && verdict.reason === 'unavailable');
    if (!isOpen || io.monotonicMs() + PAUSE_MS >= endsAt) return verdict;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
