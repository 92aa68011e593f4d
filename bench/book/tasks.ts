/** What is measured, each in a process of its own. */
export const TASK_IDS = ['seal', 'verify', 'load', 'parse-lines', 'parse-array', 'parse-map'] as const;

/** A task of {@link TASK_IDS}. */
export type TaskId = (typeof TASK_IDS)[number];

/** What a process is asked to do. */
export interface Asked {
  readonly id: TaskId;
  readonly count: number;
  /** The book; `seal` writes it. */
  readonly book: string;
  /** The same entries as one JSON array. */
  readonly array: string;
  /** File of the public key. */
  readonly key: string;
}

/** Nanoseconds of one look-up, time of the processor. */
export interface LookUps {
  readonly hitNs: number;
  readonly missNs: number;
}

/** What it answers. */
export interface Answer {
  readonly ms: number;
  /** Time of processors, all threads. */
  readonly cpuMs: number;
  /** The most memory the process held at any time, Node itself and every library included. */
  readonly peakBytes: number;
  /** Of the tasks that can be asked afterwards. */
  readonly lookUps?: LookUps;
}
