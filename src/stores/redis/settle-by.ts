/**
 * A promise that settles by a deadline, whatever the other one does: a frozen server leaves a client's promise pending for ever.
 * What the late one brings is dropped.
 *
 * @param late what to settle with at the deadline.
 */
export async function settleBy<T, L>(
  promise: Promise<T>,
  deadline: { readonly ms: number; readonly late: () => L },
): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<L>((resolve) => {
    timer = setTimeout(() => {
      resolve(deadline.late());
    }, deadline.ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
