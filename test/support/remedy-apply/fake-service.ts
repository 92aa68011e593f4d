import type { Port, PortAnswer, PortFound, StepRequest } from '../../../src/remedy/apply/ports.js';
import type { StepKind } from '../../../src/remedy/steps.js';
import type { VirtualClock } from './virtual-clock.js';

/** What becomes of one request for an effect. */
export type Fate =
  | 'done'
  /** It happens, and the reply is lost. */
  | 'lose-reply'
  /** It never arrives. */
  | 'lose-request'
  /** It arrives when nobody waits any longer. */
  | 'late'
  /** The network delivers it twice. */
  | 'twice'
  | 'busy'
  | 'error'
  | 'pending-done'
  | 'pending-failed'
  | 'rejected';

/** One effect in the books of a service. */
export interface Effect {
  readonly key: string;
  readonly kind: StepKind;
  readonly orderId: string;
  readonly amount: number;
  /** When the service accepted it. */
  readonly acceptedAt: number;
}

interface Known {
  readonly request: StepRequest;
  readonly acceptedAt: number;
  /** It never was accepted. */
  readonly isRefused: boolean;
  state: 'done' | 'pending' | 'failed';
}

/** Ms until a late request arrives: after the caller gave up, before the time to settle is over. */
export const TIMEOUT_MS = 2_000;
export const SETTLE_MS = 8_000;
const LATE_MS = 6_000;

/** A service of the shop with books of its own. What it is asked and what it answers is spoiled as it is told. */
export class FakeService {
  /** Everything that really happened. */
  readonly effects: Effect[] = [];
  /** Instants of all calls. */
  readonly callsAt: number[] = [];
  readonly #known = new Map<string, Known>();
  readonly #clock: VirtualClock;
  readonly #idempotency: 'key' | 'ask';
  /** Says what becomes of the next request. */
  fate: () => Fate = () => 'done';
  /** Says whether the next question is answered. */
  finds: () => 'answer' | 'lose' | 'unclear' = () => 'answer';
  latencyMs = 20;

  constructor(clock: VirtualClock, idempotency: 'key' | 'ask') {
    this.#clock = clock;
    this.#idempotency = idempotency;
  }

  /** The way to it. */
  port(init: Partial<Port> = {}): Port {
    return {
      idempotency: this.#idempotency,
      timeoutMs: TIMEOUT_MS,
      settleMs: SETTLE_MS,
      act: (request) => this.#act(request),
      find: (request) => this.#find(request),
      ...init,
    };
  }

  /** How often the effect of a key happened. */
  count(key: string): number {
    return this.effects.filter((effect) => effect.key === key).length;
  }

  /** When the request of a key was accepted, also when the effect failed later; Infinity when it never was. */
  acceptedAt(key: string): number {
    const known = this.#known.get(key);
    return known === undefined || known.isRefused ? Infinity : known.acceptedAt;
  }

  async #act(request: StepRequest): Promise<PortAnswer> {
    this.callsAt.push(this.#clock.now());
    await this.#clock.wait(this.latencyMs);
    const fate = this.fate();
    switch (fate) {
      case 'busy':
        return { kind: 'busy', afterMs: 700 };
      case 'error':
        throw new Error('500');
      case 'lose-request':
        return never();
      case 'late':
        this.#clock.after(LATE_MS, () => this.#arrive(request, 'done'));
        return never();
      case 'lose-reply':
        this.#arrive(request, 'done');
        return never();
      case 'twice':
        // A service without keys cannot tell: there only the answer comes twice, and the second is nobody's.
        if (this.#idempotency === 'key') this.#arrive(request, 'done');
        return this.#arrive(request, 'done');
      case 'pending-done':
      case 'pending-failed':
      case 'rejected':
      case 'done':
        return this.#arrive(request, fate);
    }
  }

  #arrive(request: StepRequest, fate: 'done' | 'pending-done' | 'pending-failed' | 'rejected'): PortAnswer {
    const known = this.#known.get(request.key);
    if (this.#idempotency === 'key' && known !== undefined) return answerOf(known);
    const state = fate === 'done' ? 'done' : fate === 'rejected' ? 'failed' : 'pending';
    const made: Known = { request, acceptedAt: this.#clock.now(), isRefused: fate === 'rejected', state };
    this.#known.set(request.key, made);
    if (state === 'done') this.#happen(made);
    else if (state === 'pending') this.#clock.after(3_000, () => this.#resolve(made, fate));
    return answerOf(made);
  }

  #resolve(known: Known, fate: string): void {
    known.state = fate === 'pending-done' ? 'done' : 'failed';
    if (known.state === 'done') this.#happen(known);
  }

  #happen({ request: { key, step }, acceptedAt }: Known): void {
    const { kind, orderId, amount } = step;
    this.effects.push({ key, kind, orderId, amount, acceptedAt });
  }

  async #find({ key }: StepRequest): Promise<PortFound> {
    this.callsAt.push(this.#clock.now());
    await this.#clock.wait(this.latencyMs);
    const how = this.finds();
    if (how === 'lose') return never();
    if (how === 'unclear') return { kind: 'unknown' };
    const known = this.#known.get(key);
    if (known === undefined) return { kind: 'absent' };
    const answer = answerOf(known);
    const { amount } = known.request.step;
    return answer.kind === 'rejected' ? answer : { ...answer, amount };
  }
}

function answerOf({ state, request: { key } }: Known): Exclude<PortFound & PortAnswer, { kind: 'unknown' }> {
  const ref = `ref-${key.slice(0, 8)}`;
  return state === 'failed' ? { kind: 'rejected', reason: 'refused' } : { kind: state, ref };
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
