const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Longest time a timer of Node can wait. */
const LONG_MS = 2 ** 31 - 1;

/**
 * Waits until the process is told to end, and keeps it alive meanwhile. The signal is taken: what the process does then is to end
 * by itself. A second one while it does so is taken too.
 */
export async function untilStopped(): Promise<void> {
  await new Promise<void>((resolve) => {
    const awake = setInterval(() => undefined, LONG_MS);
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        clearInterval(awake);
        resolve();
      });
    }
  });
}
