/** How an order file is written. */
export const FORMS = ['jsonl', 'csv', 'jsonl.gz', 'csv.gz'] as const;

/** One of {@link FORMS}. */
export type Form = (typeof FORMS)[number];

/** What a process of its own is asked to do, and what it answers. */
export interface Tasks {
  /** Writes the orders of a night, in several forms at once. */
  readonly write: {
    readonly asked: { readonly count: number; readonly files: Readonly<Partial<Record<Form, string>>> };
    readonly answer: { readonly bytes: Readonly<Partial<Record<Form, number>>> };
  };
  /** Reading and planning the same file, by turns in one process. */
  readonly duel: {
    readonly asked: PlanTask & {
      readonly roundCount: number;
      /** Few orders in the same form: what comes first is slow while the compilers get warm, and is not counted. */
      readonly warmUp: string;
    };
    readonly answer: DuelAnswer;
  };
  /** One of the two in a process that does nothing else. */
  readonly once: {
    readonly asked: PlanTask & { readonly who: Contestant };
    readonly answer: Cost & { readonly peakBytes: number; readonly digest: string };
  };
  /** A plan carried out in real time on services that keep to a rate. */
  readonly apply: { readonly asked: ApplyTask; readonly answer: ApplyAnswer };
}

/** Name of a task. */
export type TaskKind = keyof Tasks;

/** Who takes part: reading alone, and `saleguard plan`. */
export type Contestant = 'read' | 'plan';

/** Files of a plan. */
export interface PlanTask {
  readonly orders: string;
  /** Folder with what {@link writeOffice} wrote; the plan goes there too. */
  readonly office: string;
}

/** What one turn took. */
export interface Cost {
  readonly ms: number;
  /** Time of processors, all threads. */
  readonly cpuMs: number;
}

export interface DuelAnswer {
  readonly read: readonly Cost[];
  readonly plan: readonly Cost[];
  /** What the plan says: the same whatever the form of the file. */
  readonly digest: string;
  readonly ordersRead: number;
  readonly ordersPlanned: number;
  readonly reviewCount: number;
  readonly planBytes: number;
}

/** How a plan is carried out. */
export interface ApplyTask {
  readonly office: string;
  readonly orders: string;
  readonly ledger: 'file' | 'memory';
  /** Calls a second that each service takes. */
  readonly ratePerSecond: number;
  /** Of `payments` alone, where it is slower than the others. */
  readonly paymentsPerSecond: number | undefined;
  /** A service answers 429 once in so many calls; undefined for never. */
  readonly busyEvery: number | undefined;
}

/** What a run told of itself at one moment, beside what turned out. */
export interface Told {
  /** Share of the run's time that had passed. */
  readonly timeShare: number;
  /** Share of the steps that had passed, as told. */
  readonly stepShare: number;
  /** Ms until the end: as told, and in truth. */
  readonly leftMs: number;
  readonly reallyLeftMs: number;
}

export interface ApplyAnswer {
  readonly orders: number;
  readonly steps: number;
  /** From the call of `applyPlan` until it resolved. */
  readonly tookMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** The service that was busiest for its rate. */
  readonly slowest: {
    readonly name: string;
    readonly ratePerSecond: number;
    readonly effects: number;
    /** Ms from its first call to its last. */
    readonly usedMs: number;
    /** Of these, ms for which it asked to be left alone: nobody can reach its rate then. */
    readonly closedMs: number;
  };
  /** 429 of all services: sprinkled ones, and those to calls that came faster than the rate. */
  readonly busyAnswers: number;
  readonly tooFast: number;
  readonly told: readonly Told[];
}
