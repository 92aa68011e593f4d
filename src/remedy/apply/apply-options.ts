import type { PlanApprovalPolicy } from '../approvals.js';
import type { PlanRecord } from '../plan.js';
import { FAILURE_LIMIT, type FailureLimit } from './failure-limit.js';
import type { OpenStep } from './open-steps.js';
import { checkRate, inRange } from './option-ranges.js';
import type { ApplyClock } from './ports.js';
import type { PortTrouble } from './port-lane.js';
import type { KindBooks } from './step-tally.js';
import { steadyClock } from './steady-clock.js';
import { SYSTEM_CLOCK } from './system-clock.js';

/** How a plan is carried out; only the policy has no default. */
export interface ApplyOptions {
  /** In force now: its people's signatures count. */
  readonly policy: PlanApprovalPolicy;
  /** `ask-only`: nothing is asked for; services are asked what became of what is open. `carry-out` unless told. */
  readonly mode?: 'carry-out' | 'ask-only' | undefined;
  /** Orders that are carried out first; the others only if nothing of them failed. 10 unless told, 0 for none, 1,000 at most. */
  readonly canaryOrders?: number | undefined;
  /** Calls per second to any service, at most; a port that names less keeps to that. */
  readonly ratePerSecond?: number | undefined;
  /** When to stop because too much fails. */
  readonly failureLimit?: Partial<FailureLimit> | undefined;
  /** What becomes of steps that a service refused in an earlier run; `leave` unless told. */
  readonly failed?: 'leave' | 'ask-again' | undefined;
  /** Times that what is pending is asked for again at the end of the run, 2 unless told, and ms before each, 5,000 unless told. */
  readonly pendingRounds?: number | undefined;
  readonly pendingWaitMs?: number | undefined;
  /** The code of a record's apology coupon; needed where the plan has hashes of codes. See `couponCode`. */
  readonly couponCode?: ((record: PlanRecord) => string) | undefined;
  /** Aborting it pauses: what is in flight is finished and kept, nothing new begins. The same plan goes on with another call. */
  readonly signal?: AbortSignal | undefined;
  /** Hears how far the run is, at most once a second and at its end. */
  readonly onProgress?: ((progress: ApplyProgress) => void) | undefined;
  readonly clock?: ApplyClock | undefined;
  /**
   * Records held in memory at once, 16,384 unless told; as many again are being worked on, and up to four times as many are held while
   * they wait for other orders of their customers.
   */
  readonly windowRecords?: number | undefined;
}

/** How far a run is. */
export interface ApplyProgress {
  /** Steps that were passed, and all. One that waits for another order of the run passes when its own turn has come, not before. */
  readonly steps: number;
  readonly stepsTotal: number;
  /** Of the passed ones: how many were asked for in this run, and how many of them went wrong. */
  readonly asked: number;
  readonly ill: number;
  /**
   * Ms until the end, as far as can be told: what the slowest service has ahead, at its rate or at what it lets through. What waits for
   * a service that accepted it and has not done it yet is not in it. 0 when the run is finished.
   */
  readonly leftMs: number;
}

/** Why a run ended. */
export type RunEnd =
  /** Every step was passed. */
  | 'finished'
  /** The caller's signal. */
  | 'paused'
  /** Something of the first orders went wrong. */
  | 'canary'
  /** Too much failed. */
  | 'failures'
  /** A service knows a step that the ledger never asked for: {@link ApplyReport} names it. */
  | 'other-ledger'
  /** The plan, or signatures that it needs, ran out. */
  | 'expired'
  /** A service asks to be left alone for longer than 15 minutes. */
  | 'service-closed';

/** What became of a plan in one run. */
export interface ApplyReport {
  readonly kind: 'ran';
  readonly ended: RunEnd;
  /** Everything that was planned is done, or a person decided that it shall not be. */
  readonly isComplete: boolean;
  /** By kind: what was planned is the sum of what became of it. */
  readonly books: readonly KindBooks[];
  /** The first thousand steps that are open although the run passed them. */
  readonly open: readonly OpenStep[];
  /**
   * The first step that a service knew and the ledger did not: another ledger was used before, or lines of this one were lost. The run
   * ends with it; the next one asks services first for every step that the ledger has nothing of.
   */
  readonly stranger: Pick<OpenStep, 'key' | 'kind' | 'orderId'> | undefined;
  /** Steps that services were asked for in this run. */
  readonly asked: number;
  /** What went wrong with calls, by port. */
  readonly troubles: readonly PortTrouble[];
  /** Link of the ledger's last line. */
  readonly ledgerLink: string;
  readonly tookMs: number;
}

/** {@link ApplyOptions} with every field present. */
export interface ApplySettings {
  readonly policy: PlanApprovalPolicy;
  readonly mode: 'carry-out' | 'ask-only';
  readonly canaryOrders: number;
  readonly ratePerSecond: number | undefined;
  readonly failureLimit: FailureLimit;
  readonly failed: 'leave' | 'ask-again';
  readonly pendingRounds: number;
  readonly pendingWaitMs: number;
  readonly couponCode: ((record: PlanRecord) => string) | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: ApplyProgress) => void) | undefined;
  readonly clock: ApplyClock;
  readonly windowRecords: number | undefined;
}

/** @throws GuardError `invalid-argument` naming the option and its range. */
export function applySettings(options: ApplyOptions): ApplySettings {
  const limit = limitOf(options.failureLimit ?? {});
  const settings: ApplySettings = {
    policy: options.policy,
    mode: options.mode ?? 'carry-out',
    canaryOrders: options.canaryOrders ?? 10,
    ratePerSecond: options.ratePerSecond,
    failureLimit: limit,
    failed: options.failed ?? 'leave',
    pendingRounds: options.pendingRounds ?? 2,
    pendingWaitMs: options.pendingWaitMs ?? 5_000,
    couponCode: options.couponCode,
    signal: options.signal,
    onProgress: options.onProgress,
    clock: steadyClock(options.clock ?? SYSTEM_CLOCK),
    windowRecords: options.windowRecords,
  };
  inRange('canaryOrders', settings.canaryOrders, { min: 0, max: 1_000 });
  inRange('pendingRounds', settings.pendingRounds, { min: 0, max: 100 });
  inRange('pendingWaitMs', settings.pendingWaitMs, { min: 0, max: 3_600_000 });
  inRange('failureLimit.shareBps', limit.shareBps, { min: 0, max: 10_000 });
  inRange('failureLimit.lastSteps', limit.lastSteps, { min: 1, max: 1_000_000 });
  inRange('failureLimit.minimumSteps', limit.minimumSteps, { min: 1, max: limit.lastSteps });
  inRange('windowRecords', settings.windowRecords ?? 1, { min: 1, max: 1_000_000 });
  checkRate('ratePerSecond', settings.ratePerSecond);
  return settings;
}

function limitOf({ shareBps, lastSteps, minimumSteps }: Partial<FailureLimit>): FailureLimit {
  return {
    shareBps: shareBps ?? FAILURE_LIMIT.shareBps,
    lastSteps: lastSteps ?? FAILURE_LIMIT.lastSteps,
    minimumSteps: minimumSteps ?? FAILURE_LIMIT.minimumSteps,
  };
}
