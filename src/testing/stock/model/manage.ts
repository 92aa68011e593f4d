import type { AdjustRequest, OpenRequest, SetModeRequest } from '../../../stock/request.js';
import { SALE_MODES, SALE_SCOPE } from '../../../stock/mode.js';
import { insufficientRefusal, modeOf, unknownSkuRefusal, withMode } from './checks.js';
import { countersOf } from './fold.js';
import { answer, refused, withEffect, type Moment, type Outcome } from './outcome.js';
import { sweptFor } from './reserve.js';
import { canonicalLines, sameLines, type AdjustRecord, type ModelSale } from './state.js';
import { pausedMs, saleClock } from './time.js';

const QUANTITY_MAX = 1_000_000_000;

/** Answers to `open`. */
export function open(sale: ModelSale | undefined, request: OpenRequest, moment: Moment): Outcome {
  if (sale !== undefined) {
    const fields = openDifferences(sale.config, request);
    return answer(sale, fields.length === 0 ? { kind: 'already' } : { kind: 'conflict', fields });
  }
  const opened: ModelSale = {
    config: request,
    startMs: moment.realMs,
    records: [],
    modes: [],
    pauses: [],
    effects: [],
    generation: 1,
  };
  return answer(withEffect(opened, moment), { kind: 'opened' });
}

function openDifferences(a: OpenRequest, b: OpenRequest): readonly string[] {
  const same = {
    epoch: a.epoch === b.epoch,
    ttlMs: (a.ttlMs ?? 600_000) === (b.ttlMs ?? 600_000),
    keyId: a.keyId === b.keyId,
    lossBudgetMinor: a.lossBudgetMinor === b.lossBudgetMinor,
    extensionCountMax: (a.extensionCountMax ?? 3) === (b.extensionCountMax ?? 3),
    extensionTotalMaxMs: (a.extensionTotalMaxMs ?? 3_600_000) === (b.extensionTotalMaxMs ?? 3_600_000),
    allotments: allotmentText(a) === allotmentText(b),
  };
  return Object.entries(same).flatMap(([field, equal]) => (equal ? [] : [field]));
}

function allotmentText({ allotments }: OpenRequest): string {
  const told = allotments.map(({ stockKey, quantity, perCustomer, markdownMinor }) =>
    JSON.stringify([stockKey, quantity, perCustomer ?? null, markdownMinor ?? null]),
  );
  return told.sort().join('\n');
}

/** Answers to `restock` and `withdraw`. */
export function adjust(
  sale: ModelSale,
  direction: AdjustRecord['direction'],
  request: AdjustRequest,
  moment: Moment,
): readonly Outcome[] {
  const lines = canonicalLines(request.lines);
  const known = sale.records.find((record) => record.id === request.id);
  if (known !== undefined) {
    if (known.type === 'order' || known.direction !== direction)
      return [answer(sale, { kind: 'conflict', fields: ['id'] })];
    const same = sameLines(known.lines, lines);
    return [answer(sale, same ? { kind: 'already' } : { kind: 'conflict', fields: ['lines'] })];
  }
  const stockKeys = lines.map((line) => line.stockKey);
  const unknown = unknownSkuRefusal(sale, stockKeys);
  if (unknown !== undefined) return [refused(sale, unknown)];
  const record: AdjustRecord = { type: 'adjust', id: request.id, direction, lines };
  if (direction === 'restock') return [restock(sale, record, moment)];
  const content = {
    lines,
    owners: [],
    scopes: [],
    epoch: undefined,
    markdownMinor: 0,
    fingerprint: undefined,
  };
  return sweptFor(sale, content, undefined, moment).map((swept) => {
    const refusal = insufficientRefusal(swept, lines, moment);
    if (refusal !== undefined) return refused(swept, refusal);
    return adjusted(swept, record, moment);
  });
}

function restock(sale: ModelSale, record: AdjustRecord, moment: Moment): Outcome {
  const tooMany = record.lines.some((line) => {
    const allotment = countersOf(sale, line.stockKey)?.allotment ?? 0;
    return allotment + line.quantity > QUANTITY_MAX;
  });
  if (tooMany) return refused(sale, { reason: 'invalid_request', field: 'lines', message: '' });
  return adjusted(sale, record, moment);
}

function adjusted(sale: ModelSale, record: AdjustRecord, moment: Moment): Outcome {
  const after = withEffect({ ...sale, records: [...sale.records, record] }, moment);
  return answer(after, { kind: 'changed' });
}

/** Answers to `setMode`. A sale of this model has never lost a write, so there is no regression to accept. */
export function setMode(sale: ModelSale, request: SetModeRequest, moment: Moment): Outcome {
  const scope = request.scope ?? SALE_SCOPE;
  const previous = modeOf(sale, scope);
  const { mode, actor, approver } = request;
  if (previous === mode) return answer(sale, { kind: 'already' });
  const isLessStrict = SALE_MODES.indexOf(mode) < SALE_MODES.indexOf(previous);
  const needsApprover = isLessStrict || request.regression === 'accepted';
  if (needsApprover && (approver === undefined || approver === actor))
    return refused(sale, { reason: 'approver' });
  const changed = withMode(sale, { scope, mode });
  // The clock of this effect is read before the pause begins or ends: it is the moment both meet in.
  const clocked = withEffect(sale, moment);
  const after: ModelSale = {
    ...changed,
    effects: clocked.effects,
    pauses: pausesAfter(changed, sale, moment),
  };
  return answer(after, { kind: 'changed', previous });
}

function pausesAfter(changed: ModelSale, before: ModelSale, { realMs }: Moment): ModelSale['pauses'] {
  const frozen = changed.modes.some((entry) => entry.mode === 'freeze');
  const last = changed.pauses.at(-1);
  const isPaused = last !== undefined && last.to === undefined;
  if (frozen && !isPaused) {
    // The instant of the sale clock, which is the instant of the server unless that one stepped back.
    const from = before.startMs + pausedMs(before, realMs) + saleClock(before, realMs);
    return [...changed.pauses, { from, to: undefined }];
  }
  if (!frozen && isPaused) return [...changed.pauses.slice(0, -1), { from: last.from, to: realMs }];
  return changed.pauses;
}
