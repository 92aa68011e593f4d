import type { LeftOut } from '../../control/replay-input.js';
import type { ReplaySide } from '../../control/replay-options.js';
import type { ReplayPayment } from '../../control/replay-sale.js';
import type { ReplayOutcome } from '../../control/replay-outcome.js';
import type { JudgedOrder, PolicyReplay } from '../../control/replay-report.js';
import type { Trip } from '../../catalog/trip.js';
import type { Lang } from '../../text/lang.js';
import { tellOrderFinding } from '../../pricing/order/tell-order-finding.js';
import type { ShownReplay } from './replay-text.js';

/** Name of the format of a replay for programs. */
export const REPLAY_SCHEMA = 'saleguard/replay/1';

/** A replay for programs: instants as epoch ms, amounts in minor units. */
export function replayJson({ report, leftOut, to: { lang } }: ShownReplay): object {
  const { policy, against, difference, leftOut: counts, ...rest } = report;
  return {
    schema: REPLAY_SCHEMA,
    ...rest,
    leftOut: { ...counts, rows: leftOut.all().map(leftOutJson) },
    policy: sideJson(policy, lang),
    against: against === undefined ? undefined : sideJson(against, lang),
    difference:
      difference === undefined
        ? undefined
        : {
            ...difference,
            changes: difference.changes.map((change) => ({
              ...change,
              examples: change.examples.map((order) => orderJson(order, lang)),
            })),
          },
  };
}

function sideJson(side: PolicyReplay, lang: Lang): object {
  return {
    ...side,
    causes: side.causes.map((row) => ({
      ...row,
      examples: row.examples.map((order) => orderJson(order, lang)),
    })),
  };
}

/** One judged order; the same form as an example and as a line of the details. */
export function orderJson({ id, place, placedAt, outcome, against }: JudgedOrder, lang: Lang): object {
  return {
    id,
    ...place,
    placedAt,
    ...outcomeJson(outcome, lang),
    against: against === undefined ? undefined : outcomeJson(against, lang),
  };
}

function outcomeJson({ verdict, causes, findings, refusal, problem }: ReplayOutcome, lang: Lang): object {
  return {
    verdict,
    causes,
    findings: findings.map((finding) => ({ ...finding, message: tellOrderFinding(finding, lang) })),
    refusal,
    problem,
  };
}

/** One row that was not judged. */
export function leftOutJson({ because, place, ...told }: LeftOut): object {
  return { because, ...place, ...told };
}

/** A trip, for the details. */
export function tripJson(trip: Trip, side: ReplaySide): object {
  return { side, ...trip };
}

/** A payment that would not have been taken, for the details. */
export function paymentJson(payment: ReplayPayment, side: ReplaySide): object {
  return { side, ...payment };
}
