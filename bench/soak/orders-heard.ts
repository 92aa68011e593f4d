import type { EventEmitter } from 'node:events';
import type { AppPlan } from './app-process.js';

/** What an app is told beside its plan: to bring every order to its end. */
export const FINISH = 'finish';

/** What an app has been told so far. */
export interface OrdersHeard {
  /** Its plan, the first thing it is told. */
  readonly plan: Promise<AppPlan>;
  isFinishing(): boolean;
}

/**
 * Listens to who started this process. From its first moment on: both messages may have come before the program was loaded, and
 * are then handed out in one turn, in which nobody who waits for the first gets to listen for the second.
 */
export function hearOrders(channel: Pick<EventEmitter, 'on'>): OrdersHeard {
  let isFinishing = false;
  const plan = new Promise<AppPlan>((resolve) => {
    channel.on('message', (message: AppPlan | typeof FINISH) => {
      if (message === FINISH) isFinishing = true;
      else resolve(message);
    });
  });
  return { plan, isFinishing: () => isFinishing };
}
