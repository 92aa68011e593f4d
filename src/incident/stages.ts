import { assert } from '../core/assert.js';
import { DAY_MS, type EpochMs } from '../core/clock.js';
import { INCIDENT_STAGES, type Incident, type IncidentStage, type StageEntry } from './incident.js';

const HOUR_MS = 3_600_000;

/** How long an incident may stay in each stage, ms: people wait. A stage that takes longer is late, which every view of it says. */
export const STAGE_LIMITS_MS: Readonly<Record<IncidentStage, number>> = {
  intake: HOUR_MS / 2,
  classify: HOUR_MS / 2,
  investigate: 4 * HOUR_MS,
  solve: DAY_MS,
  notify: DAY_MS,
  'follow-up': 30 * DAY_MS,
};

/** By when a stage that is entered at `at` is to be left. */
export function stageDueAt(stage: IncidentStage, at: EpochMs): EpochMs {
  return at + STAGE_LIMITS_MS[stage];
}

/** Where an incident stands. */
export function stageOf({ stages }: Pick<Incident, 'stages'>): StageEntry {
  const last = stages.at(-1);
  assert(last !== undefined, 'an incident is always in a stage');
  return last;
}

/** A wish to go to a stage. */
export interface StageWish {
  readonly stage: IncidentStage;
  readonly at: EpochMs;
  readonly by: string;
  /** Required to reopen an earlier stage. */
  readonly reason?: string | undefined;
}

/** Why a stage cannot be entered. */
export type StageRefusal =
  /** It stands there already. */
  | { readonly reason: 'already-there' }
  /** `next` comes first: no stage is skipped. */
  | { readonly reason: 'skips'; readonly next: IncidentStage }
  /** An earlier stage is only opened again with the reason. */
  | { readonly reason: 'no-reason' }
  /** It lies before the entry into the stage it stands in. */
  | { readonly reason: 'before-last'; readonly lastAt: EpochMs }
  /** What the stage before it has to find out is missing. */
  | { readonly reason: 'unknown-yet'; readonly missing: 'cause' | 'subject' | 'currency' };

/** The answer to {@link enterStage}. */
export type StageVerdict =
  | { readonly kind: 'entered'; readonly incident: Incident }
  | { readonly kind: 'refused'; readonly refusal: StageRefusal };

/**
 * Takes an incident into a stage: the next one, or back into an earlier one with the reason. `solve` needs what investigation finds
 * out: the cause, what was wrong, and the currency of its amounts.
 */
export function enterStage(incident: Incident, { stage, at, by, reason }: StageWish): StageVerdict {
  const last = stageOf(incident);
  const from = INCIDENT_STAGES.indexOf(last.stage);
  const to = INCIDENT_STAGES.indexOf(stage);
  if (to === from) return refused({ reason: 'already-there' });
  const next = INCIDENT_STAGES[from + 1];
  if (to > from + 1 && next !== undefined) return refused({ reason: 'skips', next });
  if (to < from && (reason ?? '') === '') return refused({ reason: 'no-reason' });
  if (at < last.at) return refused({ reason: 'before-last', lastAt: last.at });
  const missing = stage === 'solve' ? missingOf(incident) : undefined;
  if (missing !== undefined) return refused({ reason: 'unknown-yet', missing });
  const entry: StageEntry = { stage, at, by, dueAt: stageDueAt(stage, at), reason };
  return { kind: 'entered', incident: { ...incident, stages: [...incident.stages, entry] } };
}

function missingOf({ cause, subject, currency }: Incident): 'cause' | 'subject' | 'currency' | undefined {
  if (cause === undefined) return 'cause';
  if (subject.prices.length + subject.promotions.length + subject.shortfalls.length === 0) return 'subject';
  return currency === undefined ? 'currency' : undefined;
}

function refused(refusal: StageRefusal): StageVerdict {
  return { kind: 'refused', refusal };
}
