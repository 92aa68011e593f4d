import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RedisPlace } from './connect.js';
import type { ProbeAnswer, ProbePhase, ProbeRequest } from './million-probe.js';
import { withDeadline } from './with-deadline.js';

const PROGRAM = fileURLToPath(new URL('./million-probe.js', import.meta.url));
const ANSWER_MS = 30_000;

/** The figures of {@link ProbeAnswer}. */
export type ProbeReport = Extract<ProbeAnswer, { readonly kind: 'figures' }>;

/** The other client, running. */
export class ProbeProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it and answers when it has begun to reserve. */
  static async start(place: RedisPlace, saleId: string, skuCount: number): Promise<ProbeProcess> {
    const words = [place.host, String(place.port), saleId, String(skuCount)];
    const probe = new ProbeProcess(fork(PROGRAM, words));
    await probe.#answer('ready');
    return probe;
  }

  tell(name: ProbePhase): void {
    this.#say({ kind: 'phase', name });
  }

  async finish(): Promise<ProbeReport> {
    const report = this.#answer('figures');
    this.#say({ kind: 'finish' });
    return report;
  }

  /** Ends it, whatever it does. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #say(request: ProbeRequest): void {
    this.#child.send(request);
  }

  #answer<K extends ProbeAnswer['kind']>(kind: K): Promise<Extract<ProbeAnswer, { readonly kind: K }>> {
    const answered = new Promise<Extract<ProbeAnswer, { readonly kind: K }>>((resolve, reject) => {
      this.#child.on('message', (said: ProbeAnswer) => {
        // Narrowed by the kind just compared, which the compiler does not do for a type parameter.
        if (said.kind === kind) resolve(said as Extract<ProbeAnswer, { readonly kind: K }>);
      });
      this.#child.once('exit', (code) => reject(new Error(`the probe ended with ${code ?? 'a signal'}`)));
    });
    return withDeadline(answered, ANSWER_MS, `the probe says ${kind}`);
  }
}
