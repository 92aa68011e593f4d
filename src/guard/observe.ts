import type { StoreTimer } from './ask-store.js';
import type { Desk } from './desk.js';
import { isHeard, publish, type CallEvent, type CallName, type GuardEvents } from './events.js';

/** A call of a guard: what runs, and how its customer came. */
export interface ObservedCall<Verdict> {
  readonly run: (timer: StoreTimer | undefined) => Promise<Verdict>;
  readonly channel?: (() => string | undefined) | undefined;
}

/** Whether a call has to be timed. */
export function isObserved(name: CallName): boolean {
  return isHeard(name) || isHeard('store');
}

/** Runs a call of the guard; where somebody listens, it is timed, and told of once it has settled. */
export function observed<Name extends CallName>(
  name: Name,
  desk: Desk,
  call: ObservedCall<GuardEvents[Name]['verdict']>,
): Promise<GuardEvents[Name]['verdict']> {
  return isObserved(name) ? timed(name, desk, call) : call.run(undefined);
}

async function timed<Name extends CallName>(
  name: Name,
  desk: Desk,
  { run, channel }: ObservedCall<GuardEvents[Name]['verdict']>,
): Promise<GuardEvents[Name]['verdict']> {
  const timer: StoreTimer = { storeMs: 0 };
  const started = performance.now();
  const verdict = await run(timer);
  if (isHeard(name)) {
    const event: CallEvent<GuardEvents[Name]['verdict']> = {
      saleId: desk.saleId,
      mode: desk.mode,
      startedAt: performance.timeOrigin + started,
      durationMs: performance.now() - started,
      storeMs: timer.storeMs,
      epoch: desk.inForce.epoch,
      channel: channel?.(),
      verdict,
    };
    // The event of a name is the call event of its verdict, which the compiler does not see for a name it does not know yet.
    publish(name, event as unknown as GuardEvents[Name]);
  }
  return verdict;
}
