import type { StockCall } from '../command.js';
import { callsOf, groupBy, type StockEvidence } from './evidence.js';

/** At most one effect per id, however often it was sent: an effect is told once, every later answer is a replay. */
export function judgeEffects(evidence: StockEvidence): readonly string[] {
  return [
    ...onlyOnce(callsOf(evidence, 'open'), 'opened', () => 'the sale'),
    ...onlyOnce(callsOf(evidence, 'reserve', 'supersede'), 'reserved', ({ request }) => request.id),
    ...onlyOnce(callsOf(evidence, 'commit'), 'committed', ({ request }) => request.id),
    ...onlyOnce(callsOf(evidence, 'release'), 'released', ({ request }) => request.id),
    ...onlyOnce(callsOf(evidence, 'restock', 'withdraw'), 'changed', ({ request }) => request.id),
    ...onlyOnce(callsOf(evidence, 'resolveReview'), 'resolved', ({ request }) => request.id),
    ...onlyOnce(
      callsOf(evidence, 'restore'),
      'restored',
      ({ request }) => `${request.id}' by '${request.restoreId}`,
    ),
  ];
}

function onlyOnce<C extends StockCall>(
  calls: readonly C[],
  kind: C['verdict']['kind'],
  nameOf: (call: C) => string,
): readonly string[] {
  const effective = calls.filter((call) => call.verdict.kind === kind);
  return [...groupBy(effective, nameOf)]
    .filter(([, group]) => group.length > 1)
    .map(([name, group]) => `'${name}' was ${kind} ${group.length} times`);
}
