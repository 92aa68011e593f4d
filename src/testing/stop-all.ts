/** Stops all of them at the same time, each one even when another fails. @throws The first failure, when all have been tried. */
export async function stopAll(started: readonly { stop(): Promise<void> }[]): Promise<void> {
  const results = await Promise.allSettled(started.map((one) => one.stop()));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
