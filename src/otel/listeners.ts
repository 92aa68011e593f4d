import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { diag } from '@opentelemetry/api';
import { GUARD_CHANNELS, type GuardEventName, type GuardEvents } from '../guard/events.js';

/** Listens on the channels of the guards, until it is told to stop. */
export class Listeners {
  readonly #undo: (() => void)[] = [];

  /** Node ends the process when a listener throws; nothing that observes a checkout may do that. */
  on<Name extends GuardEventName>(name: Name, hear: (event: GuardEvents[Name]) => void): void {
    const listen = (message: unknown): void => {
      try {
        // The channels carry what `publish` of the guard takes, and its type is this one.
        hear(message as GuardEvents[Name]);
      } catch (error) {
        diag.error(`saleguard: an event of ${GUARD_CHANNELS[name]} was not recorded`, error);
      }
    };
    subscribe(GUARD_CHANNELS[name], listen);
    this.#undo.push(() => unsubscribe(GUARD_CHANNELS[name], listen));
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }
}
