import { GrowableColumn } from '../../core/growable-column.js';
import { KeyIndex } from '../../core/key-index.js';
import type { EpochMs } from '../../core/clock.js';
import type { StepKind } from '../steps.js';
import { STEP_STATES, type LedgerEntry, type StepState } from './ledger.js';

/** What is known of one step. */
export interface KnownStep {
  readonly state: StepState;
  /** Undefined where the ledger has no entry of it. */
  readonly fingerprint: 'same' | 'other' | undefined;
  /** Calls so far. */
  readonly attempt: number;
  /** When the last call was about to be made; 0 before the first. */
  readonly startedAt: EpochMs;
}

const SETTLED: ReadonlySet<StepState> = new Set<StepState>(['done', 'failed', 'skipped']);
const CODE_OF = new Map<StepState, number>(STEP_STATES.map((state, code) => [state, code]));

/** Where every step stands: a few flat columns by key, about 60 bytes a step, because a night has a million of them. */
export class StepTable {
  readonly #keys = new KeyIndex({ seed: 0 });
  /** Amounts repeat: each fingerprint is kept once. */
  readonly #fingerprints = new KeyIndex({ seed: 0 });
  readonly #states = new GrowableColumn((length) => new Uint8Array(length));
  readonly #attempts = new GrowableColumn((length) => new Uint16Array(length));
  readonly #prints = new GrowableColumn((length) => new Uint32Array(length));
  readonly #startedAts = new GrowableColumn((length) => new Float64Array(length));
  readonly #settled = new Map<StepKind, number>();

  /** Takes the next entry of the ledger. */
  add(entry: LedgerEntry): void {
    const at = this.#keys.add(entry.key);
    const more = Number(SETTLED.has(entry.state)) - Number(SETTLED.has(this.#stateAt(at)));
    if (more !== 0) this.#settled.set(entry.kind, this.settled(entry.kind) + more);
    this.#states.set(at, CODE_OF.get(entry.state) ?? 0);
    this.#attempts.set(at, Math.min(entry.attempt, 0xffff));
    this.#prints.set(at, this.#fingerprints.add(entry.fingerprint) + 1);
    if (entry.state === 'started') this.#startedAts.set(at, entry.at);
  }

  /** Where a step stands; `planned` where nothing is known of its key. */
  known({ key, fingerprint }: { readonly key: string; readonly fingerprint: string }): KnownStep {
    const at = this.#keys.find(key);
    if (at < 0) return { state: 'planned', fingerprint: undefined, attempt: 0, startedAt: 0 };
    const isSame = this.#prints.get(at) === this.#fingerprints.find(fingerprint) + 1;
    return {
      state: this.#stateAt(at),
      fingerprint: isSame ? 'same' : 'other',
      attempt: this.#attempts.get(at),
      startedAt: this.#startedAts.get(at),
    };
  }

  /** The state by key alone. */
  stateOf(key: string): StepState {
    const at = this.#keys.find(key);
    return at < 0 ? 'planned' : this.#stateAt(at);
  }

  /** Steps of a kind that a run has nothing more to ask for. */
  settled(kind: StepKind): number {
    return this.#settled.get(kind) ?? 0;
  }

  #stateAt(at: number): StepState {
    return STEP_STATES[this.#states.get(at)] ?? 'planned';
  }
}
