import type { LedgerStore } from '../../../src/remedy/apply/ledger.js';
import { PORT_NAMES, type ApplyClock, type Port, type RemedyPorts } from '../../../src/remedy/apply/ports.js';

/** When a process dies: at its n-th line, just before it is kept or just after. */
export interface Death {
  readonly atLine: number;
  readonly when: 'before' | 'after';
}

/** A process that can be killed: from then on it does nothing, hears nothing and never comes back. What it sent is on its way. */
export class Mortal {
  readonly died: Promise<'died'>;
  #isDead = false;
  #die: () => void = () => undefined;

  constructor() {
    this.died = new Promise((resolve) => {
      this.#die = () => {
        this.#isDead = true;
        resolve('died');
      };
    });
  }

  kill(): void {
    this.#die();
  }

  /** Its view of the time. */
  clock(clock: ApplyClock): ApplyClock {
    return {
      now: () => clock.now(),
      wait: async (ms, signal) => {
        await clock.wait(ms, signal);
        await this.#survive();
      },
    };
  }

  /** Its way to the services. */
  ports(ports: RemedyPorts): RemedyPorts {
    return Object.fromEntries(
      PORT_NAMES.flatMap((name) => {
        const port = ports[name];
        return port === undefined ? [] : [[name, this.#port(port)]];
      }),
    );
  }

  /** Its way to the ledger. */
  ledger(store: LedgerStore, death: Death | undefined): LedgerStore {
    let lines = 0;
    return {
      open: () => store.open(),
      close: () => store.close(),
      append: async (added) => {
        await this.#survive();
        lines += 1;
        const dies = death?.atLine === lines;
        if (dies && death.when === 'before') this.kill();
        await this.#survive();
        await store.append(added);
        if (dies) this.kill();
        await this.#survive();
      },
    };
  }

  #port(port: Port): Port {
    return {
      ...port,
      act: async (request) => {
        await this.#survive();
        const answer = await port.act(request);
        await this.#survive();
        return answer;
      },
      find: async (request) => {
        await this.#survive();
        const found = await port.find(request);
        await this.#survive();
        return found;
      },
    };
  }

  async #survive(): Promise<void> {
    if (this.#isDead) await new Promise(() => undefined);
  }
}
