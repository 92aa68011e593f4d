import { callsOf, mayHaveActed, type StockEvidence } from './evidence.js';
import { foundOf, heldUnits } from './counters.js';
import { summed } from './orders.js';

/** No owner holds more than the customer limit, no order has another epoch or price than was agreed. */
export function judgeLimits(evidence: StockEvidence): readonly string[] {
  return [...judgeOwners(evidence), ...judgeEpochs(evidence), ...judgeFingerprints(evidence)];
}

function judgeOwners(evidence: StockEvidence): readonly string[] {
  const held = new Map<string, number>();
  const limited = evidence.snapshot.counters.filter((counters) => counters.perCustomer !== undefined);
  for (const found of foundOf(evidence)) {
    for (const { stockKey } of limited) {
      for (const owner of found.owners) {
        const name = JSON.stringify([owner, stockKey]);
        held.set(name, (held.get(name) ?? 0) + heldUnits(found, stockKey));
      }
    }
  }
  const limits = new Map(limited.map((counters) => [counters.stockKey, counters.perCustomer ?? 0]));
  return [...held].flatMap(([name, units]) => {
    const [owner = '', stockKey = ''] = JSON.parse(name) as readonly string[];
    const limit = limits.get(stockKey) ?? 0;
    return units <= limit ? [] : [`'${owner}' holds ${units} of '${stockKey}', the limit is ${limit}`];
  });
}

/** An order is reserved under a book that was put in force some time, and bought under that one unless prices were compared. */
function judgeEpochs(evidence: StockEvidence): readonly string[] {
  const changes = callsOf(evidence, 'setEpoch').filter(mayHaveActed);
  const known = new Set([evidence.snapshot.epoch, ...changes.map(({ request }) => request.epoch)]);
  for (const { request, verdict } of callsOf(evidence, 'open'))
    if (verdict.kind !== 'conflict' && verdict.kind !== 'refused') known.add(request.epoch);
  const strange = foundOf(evidence)
    .filter((found) => found.epoch !== undefined && !known.has(found.epoch))
    .map(({ id, epoch = '' }) => `'${id}' was reserved with epoch ${epoch}, which was never in force`);
  return [...strange, ...callsOf(evidence, 'commit').flatMap((call) => judgeBook(evidence, call))];
}

function judgeBook(
  evidence: StockEvidence,
  { request, verdict }: ReturnType<typeof callsOf<'commit'>>[number],
): readonly string[] {
  const reserved = evidence.reservations.get(request.id)?.epoch;
  if (verdict.kind !== 'committed' || request.epoch === undefined || reserved === undefined) return [];
  return reserved === request.epoch || reserved === request.reservedUnder
    ? []
    : [`'${request.id}' was sold with epoch ${request.epoch}, reserved with ${reserved}`];
}

function judgeFingerprints(evidence: StockEvidence): readonly string[] {
  return callsOf(evidence, 'commit').flatMap(({ request, verdict }) => {
    const reserved = evidence.reservations.get(request.id)?.fingerprint;
    if (verdict.kind !== 'committed' || reserved === undefined || request.fingerprint === undefined)
      return [];
    return reserved === request.fingerprint
      ? []
      : [`'${request.id}' was sold at '${request.fingerprint}', reserved at '${reserved}'`];
  });
}

/**
 * At no moment had more units been sold, for all that was acknowledged by then, than could have been on sale by then: units
 * given back count from when their restore was sent, units added from when their restock was.
 */
export function judgeSold(evidence: StockEvidence): readonly string[] {
  return evidence.snapshot.counters.flatMap(({ stockKey }) => {
    let free = 0;
    for (const { units } of unitEvents(evidence, stockKey)) {
      free += units;
      if (free < 0) return [`${-free} of '${stockKey}' were sold beyond its allotment`];
    }
    return [];
  });
}

interface UnitEvent {
  readonly at: number;
  /** Above zero: may be sold from now on. Below: surely sold, or taken from the sale, by now. */
  readonly units: number;
}

function unitEvents(evidence: StockEvidence, stockKey: string): readonly UnitEvent[] {
  const unitsOf = (lines: Parameters<typeof summed>[0]): number => summed(lines).get(stockKey) ?? 0;
  const opens = callsOf(evidence, 'open').filter(
    ({ verdict }) => verdict.kind !== 'refused' && verdict.kind !== 'conflict',
  );
  // Of several lost ones nobody knows which opened the sale.
  const told = opens.filter(({ verdict }) => verdict.kind !== 'unknown');
  const opened = Math.max(
    0,
    ...(told.length > 0 ? told : opens).map(({ request }) => unitsOf(request.allotments)),
  );
  const added = firstById(callsOf(evidence, 'restock').filter(({ verdict }) => mayAdd(verdict.kind)));
  const taken = callsOf(evidence, 'withdraw').filter(({ verdict }) => verdict.kind === 'changed');
  const sold = callsOf(evidence, 'commit').filter(({ verdict }) => verdict.kind === 'committed');
  const events: UnitEvent[] = [
    { at: -1, units: opened },
    ...callsOf(evidence, 'setEpoch')
      .filter(({ verdict }) => verdict.kind === 'changed' || verdict.kind === 'unknown')
      .map(({ request, sentAt }) => ({ at: sentAt, units: unitsOf(request.added ?? []) })),
    ...added.map(({ request, sentAt }) => ({ at: sentAt, units: unitsOf(request.lines) })),
    ...taken.map(({ request, settledAt }) => ({ at: settledAt, units: -unitsOf(request.lines) })),
    ...sold.map(({ request, settledAt }) => ({
      at: settledAt,
      units: -unitsOf(evidence.reservations.get(request.id)?.lines ?? []),
    })),
    ...restoredEvents(evidence, stockKey),
  ];
  return events.sort((a, b) => a.at - b.at || b.units - a.units);
}

function mayAdd(kind: string): boolean {
  return kind === 'changed' || kind === 'already' || kind === 'unknown';
}

/** All that an order gave back counts from its first restore on: never later than it really was. */
function restoredEvents(evidence: StockEvidence, stockKey: string): readonly UnitEvent[] {
  const restores = firstById(
    callsOf(evidence, 'restore').filter(({ verdict }) => verdict.kind !== 'refused'),
  );
  return restores.map(({ request, sentAt }) => ({
    at: sentAt,
    units: summed(evidence.reservations.get(request.id)?.restored ?? []).get(stockKey) ?? 0,
  }));
}

function firstById<C extends { readonly request: { readonly id: string }; readonly sentAt: number }>(
  calls: readonly C[],
): readonly C[] {
  const first = new Map<string, C>();
  for (const call of [...calls].sort((a, b) => a.sentAt - b.sentAt))
    if (!first.has(call.request.id)) first.set(call.request.id, call);
  return [...first.values()];
}
