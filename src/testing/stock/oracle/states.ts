import { isBoughtState, type Reservation } from '../../../stock/reservation.js';
import type { StockCall } from '../command.js';
import { callsOf, groupBy, mayHaveActed, type StockEvidence } from './evidence.js';
import { summed } from './orders.js';

type CallsById<K extends StockCall['operation']> = ReadonlyMap<
  string,
  readonly Extract<StockCall, { operation: K }>[]
>;

interface Histories {
  readonly commits: CallsById<'commit'>;
  readonly releases: CallsById<'release'>;
  readonly restores: CallsById<'restore'>;
  readonly begins: CallsById<'beginPayment'>;
  readonly reviews: CallsById<'resolveReview'>;
  readonly reserves: CallsById<'reserve' | 'supersede'>;
  /** By the id that was taken over. */
  readonly takeovers: CallsById<'supersede'>;
}

/** Every acknowledged commit is found later with its payment, and every state has a call that led to it. */
export function judgeStates(evidence: StockEvidence): readonly string[] {
  const histories: Histories = {
    commits: groupBy(callsOf(evidence, 'commit'), (call) => call.request.id),
    releases: groupBy(callsOf(evidence, 'release'), (call) => call.request.id),
    restores: groupBy(callsOf(evidence, 'restore'), (call) => call.request.id),
    begins: groupBy(callsOf(evidence, 'beginPayment'), (call) => call.request.id),
    reviews: groupBy(callsOf(evidence, 'resolveReview'), (call) => call.request.id),
    reserves: groupBy(callsOf(evidence, 'reserve', 'supersede'), (call) => call.request.id),
    takeovers: groupBy(callsOf(evidence, 'supersede'), (call) => call.request.previousId),
  };
  return [...evidence.reservations].flatMap(([id, found]) => [
    ...judgeTakeovers(id, histories),
    ...judgeCommits(id, histories, found),
    ...judgeReleases(id, histories, found),
    ...(found === undefined ? [] : judgeState(found, histories)),
  ]);
}

function judgeCommits(id: string, { commits }: Histories, found: Reservation | undefined): readonly string[] {
  return (commits.get(id) ?? []).flatMap(({ request, verdict }) => {
    const isBought = found?.state === 'committed' || found?.state === 'restored';
    const state = found?.state ?? 'not there';
    switch (verdict.kind) {
      case 'committed':
      case 'already':
        if (!isBought) return [`'${id}' was acknowledged as ${verdict.kind} at commit and is ${state}`];
        return found.paymentRef === request.paymentRef
          ? []
          : [`'${id}' was sold to '${request.paymentRef}' and shows '${found.paymentRef ?? 'no payment'}'`];
      case 'duplicate_payment':
        return isBought &&
          found.paymentRef === verdict.paymentRef &&
          verdict.paymentRef !== request.paymentRef
          ? []
          : [
              `'${id}' named '${verdict.paymentRef}' as its payment and shows '${found?.paymentRef ?? state}'`,
            ];
      case 'expired':
        return isBought && found.paymentRef === request.paymentRef
          ? [`'${id}' was sold to '${request.paymentRef}', which was told to come too late`]
          : [];
      case 'released':
        return found?.state === 'released' ? [] : [`'${id}' was told to be released and is ${state}`];
      default:
        return [];
    }
  });
}

function judgeReleases(
  id: string,
  { releases }: Histories,
  found: Reservation | undefined,
): readonly string[] {
  const told = (releases.get(id) ?? []).filter((call) => call.verdict.kind === 'released');
  return told.length === 0 || found?.state === 'released'
    ? []
    : [`'${id}' was acknowledged as released and is ${found?.state ?? 'not there'}`];
}

/** What was reserved before it was taken over is not sold afterwards, unless it had lapsed and a late payment was rescued. */
function judgeTakeovers(id: string, { commits, reserves, takeovers }: Histories): readonly string[] {
  const taken = (takeovers.get(id) ?? []).filter(({ verdict }) => verdict.kind === 'reserved');
  const stood = (reserves.get(id) ?? []).filter(({ verdict }) => verdict.kind === 'reserved');
  const sold = (commits.get(id) ?? []).filter(
    ({ verdict }) => verdict.kind === 'committed' && !verdict.rescued,
  );
  return taken.flatMap((taker) => {
    const wasThere = stood.some((call) => call.settledAt < taker.sentAt);
    const isSold = sold.some((call) => call.sentAt > taker.settledAt);
    return wasThere && isSold ? [`'${id}' was sold after '${taker.request.id}' had taken it over`] : [];
  });
}

/** Some call, acknowledged or lost, must have led to the state. Only time needs no call: it expires reservations. */
function judgeState(found: Reservation, histories: Histories): readonly string[] {
  const { id, state } = found;
  const acted = <C extends StockCall>(calls: readonly C[] | undefined): readonly C[] =>
    (calls ?? []).filter(mayHaveActed);
  const lacks = (what: string): readonly string[] => [`'${id}' is ${state} though ${what}`];
  const breaches: string[] = [];
  const isBought = isBoughtState(state);
  const decided = (decision: 'accept' | 'reject'): boolean =>
    acted(histories.reviews.get(id)).some(({ request }) => request.decision === decision);
  const makers = acted(histories.reserves.get(id));
  const awaitsReview = makers.length > 0 && makers.every(({ request }) => request.review === true);
  if (awaitsReview && (isBought || state === 'paying' || state === 'reserved') && !decided('accept'))
    breaches.push(...lacks('nobody accepted it'));
  if (isBought && acted(histories.commits.get(id)).length === 0)
    breaches.push(...lacks('nobody committed it'));
  if (state === 'paying' && acted(histories.begins.get(id)).length === 0)
    breaches.push(...lacks('nobody began to pay'));
  if (!isBought && found.paymentRef !== undefined) breaches.push(...lacks('it names a payment'));
  const by = found.supersededBy;
  const takers = acted(histories.takeovers.get(id)).filter((call) => call.request.id === by);
  if (by !== undefined && takers.length === 0) breaches.push(...lacks(`'${by}' never took it over`));
  if (by !== undefined && state !== 'released') breaches.push(...lacks(`'${by}' took it over`));
  const isReleased = acted(histories.releases.get(id)).length > 0 || decided('reject');
  if (state === 'released' && by === undefined && !isReleased) breaches.push(...lacks('nobody released it'));
  return [...breaches, ...judgeRestored(found, acted(histories.restores.get(id)))];
}

function judgeRestored(
  found: Reservation,
  restores: readonly Extract<StockCall, { operation: 'restore' }>[],
): readonly string[] {
  const { id, state } = found;
  const given = summed(found.restored);
  const lines = summed(found.lines);
  const breaches = [...given]
    .filter(([stockKey, units]) => units > (lines.get(stockKey) ?? 0))
    .map(([stockKey]) => `'${id}' gave back more of '${stockKey}' than it held`);
  if (given.size > 0 && restores.length === 0) breaches.push(`'${id}' gave back units nobody restored`);
  const isAllBack = [...lines].every(([stockKey, units]) => given.get(stockKey) === units);
  if (isAllBack !== (state === 'restored'))
    breaches.push(`'${id}' is ${state} and has given back ${JSON.stringify(found.restored)}`);
  return breaches;
}
