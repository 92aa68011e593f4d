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
  /** Steps of each kind by the code of their state. */
  readonly #counts = new Map<StepKind, number[]>();

  /** Takes the next entry of the ledger. */
  add(entry: LedgerEntry): void {
    const known = this.#keys.count;
    const at = this.#keys.add(entry.key);
    if (at < known) this.#count(entry.kind, { state: this.#stateAt(at), more: -1 });
    this.#count(entry.kind, { state: entry.state, more: 1 });
    this.#states.set(at, codeOf(entry.state));
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

  /** Steps of a kind that the ledger has in a state; of `planned` only those it has an entry of. */
  count(kind: StepKind, state: StepState): number {
    return this.#counts.get(kind)?.[codeOf(state)] ?? 0;
  }

  #stateAt(at: number): StepState {
    return STEP_STATES[this.#states.get(at)] ?? 'planned';
  }

  #count(kind: StepKind, { state, more }: { readonly state: StepState; readonly more: 1 | -1 }): void {
    const counts = this.#counts.get(kind) ?? STEP_STATES.map(() => 0);
    counts[codeOf(state)] = (counts[codeOf(state)] ?? 0) + more;
    this.#counts.set(kind, counts);
  }
}

function codeOf(state: StepState): number {
  return CODE_OF.get(state) ?? 0;
}
