import type { StockCommand } from '../command.js';
import { beginPayment, commit, extend } from './payment.js';
import { expire, release, restore } from './give-back.js';
import { setEpoch } from './epochs.js';
import { adjust, open } from './manage.js';
import { refused, type Moment, type Outcome } from './outcome.js';
import { activity, availability, journal, reservations, snapshot, status } from './read.js';
import { reserve } from './reserve.js';
import { resolveReview, signal } from './review.js';
import { setMode } from './set-mode.js';
import type { ModelSale } from './state.js';

/**
 * Every answer a store may give to a command that is within its documented bounds, at a moment of the store's clock, with the
 * sale after it. The first one is what an unhurried store answers; there are others only where a store may choose.
 */
export function outcomesOf(
  sale: ModelSale | undefined,
  command: StockCommand,
  moment: Moment,
): readonly Outcome[] {
  return answersTo(sale, command, moment).map((outcome) => ({
    ...outcome,
    after: outcome.after && withClosedEntry(outcome.after, moment),
  }));
}

/** What a command did is one entry of the journal. */
function withClosedEntry(sale: ModelSale, { realMs }: Moment): ModelSale {
  const { events, effects } = sale;
  if (events.length === 0) return sale;
  return {
    ...sale,
    events: [],
    journal: [...sale.journal, { at: realMs, seq: effects.length, events }],
  };
}

function answersTo(sale: ModelSale | undefined, command: StockCommand, moment: Moment): readonly Outcome[] {
  if (command.operation === 'open') return [open(sale, command.request, moment)];
  if (sale === undefined) return [refused(sale, { reason: 'unknown_sale' })];
  switch (command.operation) {
    case 'restock':
    case 'withdraw':
      return adjust(sale, command.operation, command.request, moment);
    case 'reserve':
    case 'supersede':
      return reserve(sale, command.request, moment);
    case 'beginPayment':
      return [beginPayment(sale, command.request, moment)];
    case 'extend':
      return [extend(sale, command.request, moment)];
    case 'commit':
      return commit(sale, command.request, moment);
    case 'release':
      return [release(sale, command.request, moment)];
    case 'restore':
      return [restore(sale, command.request, moment)];
    case 'expire':
      return expire(sale, command.request, moment);
    case 'setMode':
      return [setMode(sale, command.request, moment)];
    case 'status':
      return [status(sale, command.request.id, moment)];
    case 'snapshot':
      return [snapshot(sale, command.request, moment)];
    case 'availability':
      return [availability(sale, command.request, moment)];
    case 'setEpoch':
      return [setEpoch(sale, command.request, moment)];
    case 'signal':
      return [signal(sale, command.request, moment)];
    case 'resolveReview':
      return [resolveReview(sale, command.request, moment)];
    case 'activity':
      return [activity(sale, moment)];
    case 'journal':
      return [journal(sale, command.request)];
    case 'reservations':
      return [reservations(sale, command.request, moment)];
  }
}
