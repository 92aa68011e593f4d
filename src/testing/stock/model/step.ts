import type { StockCommand } from '../command.js';
import { beginPayment, commit, extend } from './payment.js';
import { expire, release, restore } from './give-back.js';
import { adjust, open, setMode } from './manage.js';
import { refused, type Moment, type Outcome } from './outcome.js';
import { availability, snapshot, status } from './read.js';
import { reserve } from './reserve.js';
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
      return [snapshot(sale, command.request)];
    case 'availability':
      return [availability(sale, command.request, moment)];
  }
}
