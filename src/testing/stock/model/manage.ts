import type { AdjustRequest, OpenRequest } from '../../../stock/request.js';
import { noTotals } from '../../../stock/totals.js';
import { insufficientRefusal, unknownSkuRefusal } from './checks.js';
import { countersOf } from './fold.js';
import { answer, refused, withEffect, type Moment, type Outcome } from './outcome.js';
import { sweptFor } from './reserve.js';
import { canonicalLines, sameLines, type AdjustRecord, type ModelSale } from './state.js';

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
    holds: [],
    pauses: [],
    effects: [],
    heardMs: 0,
    epoch: request.epoch,
    overlap: undefined,
    added: [],
    happenings: [],
    resets: [],
    trips: [],
    totals: noTotals(),
    events: [],
    journal: [],
    generation: 1,
  };
  const { epoch, lossBudgetMinor } = request;
  return answer(withEffect(opened, { type: 'opened', epoch, lossBudgetMinor }, moment), { kind: 'opened' });
}

function openDifferences(a: OpenRequest, b: OpenRequest): readonly string[] {
  const same = {
    epoch: a.epoch === b.epoch,
    ttlMs: (a.ttlMs ?? 600_000) === (b.ttlMs ?? 600_000),
    keyId: a.keyId === b.keyId,
    lossBudgetMinor: a.lossBudgetMinor === b.lossBudgetMinor,
    extensionCountMax: (a.extensionCountMax ?? 3) === (b.extensionCountMax ?? 3),
    extensionTotalMaxMs: (a.extensionTotalMaxMs ?? 3_600_000) === (b.extensionTotalMaxMs ?? 3_600_000),
    tripRules: JSON.stringify(a.tripRules ?? []) === JSON.stringify(b.tripRules ?? []),
    allotments: allotmentText(a) === allotmentText(b),
  };
  return Object.entries(same).flatMap(([field, equal]) => (equal ? [] : [field]));
}

function allotmentText({ allotments }: OpenRequest): string {
  const told = allotments.map(({ stockKey, quantity, perCustomer, markdownMinor }) =>
    JSON.stringify([stockKey, quantity, perCustomer ?? null, markdownMinor ?? 0]),
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
  const { id, direction, lines } = record;
  const type = direction === 'restock' ? 'restocked' : 'withdrawn';
  const after = withEffect({ ...sale, records: [...sale.records, record] }, { type, id, lines }, moment);
  return answer(after, { kind: 'changed' });
}
