import type { FindingsDigest } from './contestant.js';
import type { Timing } from './duel.js';
import type { PromotionsDuel, PromotionsDuelInit } from './promotions-duel.js';
import type { HistoryInit } from './references-file.js';
import type { WholeAudit } from './whole-audit.js';

/** Ids of contestants, as a task names them. */
export type ContestantId = 'saleguard' | 'duckdb' | 'duckdb-1' | 'rule-engine';

/** What a process of its own is asked to do, and what it answers. */
export interface Tasks {
  /** One contestant judges once. */
  readonly once: {
    readonly asked: { readonly id: ContestantId; readonly file: string };
    readonly answer: OnceAnswer;
  };
  /** One audit by every rule. */
  readonly whole: {
    readonly asked: { readonly file: string; readonly references?: string | undefined };
    readonly answer: WholeAudit & Peak;
  };
  /** Builds a references file. */
  readonly references: {
    readonly asked: HistoryInit & { readonly out: string };
    readonly answer: Peak & { readonly ms: number };
  };
  /** The contest: all by turns in one process. */
  readonly duel: {
    readonly asked: { readonly file: string; readonly sample: string; readonly roundCount: number };
    readonly answer: DuelAnswer;
  };
  /** Every rule with promotions and without, by turns in one process. */
  readonly promotions: {
    readonly asked: PromotionsDuelInit;
    readonly answer: PromotionsDuel;
  };
}

export type TaskKind = keyof Tasks;

/** The most memory the process held at any time, all of Node and its libraries included. */
export interface Peak {
  readonly peakBytes: number;
}

export interface OnceAnswer extends Peak {
  readonly ms: number;
}

export interface DuelAnswer {
  /** What all agree on over the whole file, and over the sample. */
  readonly whole: FindingsDigest;
  readonly sample: FindingsDigest;
  readonly timings: readonly Timing[];
}
