import type { StockStore } from '../../stock/store.js';
import { sendCommand, type StockCommand, type StockOperation, type StockOperations } from './command.js';

/** Answers a command with a verdict of that very command. */
export type SendCommand = <K extends StockOperation>(
  command: Extract<StockCommand, { readonly operation: K }>,
) => Promise<StockOperations[K]['verdict']>;

/**
 * A store whose every call is one command: to listen, to schedule, to lose replies, to break on purpose.
 *
 * @example
 * const listening = storeFrom(store.saleId, async (command) => {
 *   const verdict = await sendTo(store)(command);
 *   console.log(command.operation, verdict.kind);
 *   return verdict;
 * });
 */
export function storeFrom(saleId: string, send: SendCommand): StockStore {
  return {
    saleId,
    open: async (request) => send<'open'>({ operation: 'open', request }),
    restock: async (request) => send<'restock'>({ operation: 'restock', request }),
    withdraw: async (request) => send<'withdraw'>({ operation: 'withdraw', request }),
    reserve: async (request) => send<'reserve'>({ operation: 'reserve', request }),
    supersede: async (request) => send<'supersede'>({ operation: 'supersede', request }),
    beginPayment: async (request) => send<'beginPayment'>({ operation: 'beginPayment', request }),
    extend: async (request) => send<'extend'>({ operation: 'extend', request }),
    commit: async (request) => send<'commit'>({ operation: 'commit', request }),
    release: async (request) => send<'release'>({ operation: 'release', request }),
    restore: async (request) => send<'restore'>({ operation: 'restore', request }),
    expire: async (request = {}) => send<'expire'>({ operation: 'expire', request }),
    setMode: async (request) => send<'setMode'>({ operation: 'setMode', request }),
    status: async (id) => send<'status'>({ operation: 'status', request: { id } }),
    snapshot: async (request = {}) => send<'snapshot'>({ operation: 'snapshot', request }),
    availability: async (request = {}) => send<'availability'>({ operation: 'availability', request }),
    setEpoch: async (request) => send<'setEpoch'>({ operation: 'setEpoch', request }),
    signal: async (request) => send<'signal'>({ operation: 'signal', request }),
    resolveReview: async (request) => send<'resolveReview'>({ operation: 'resolveReview', request }),
    activity: async () => send<'activity'>({ operation: 'activity', request: {} }),
    journal: async (request = {}) => send<'journal'>({ operation: 'journal', request }),
    reservations: async (request = {}) => send<'reservations'>({ operation: 'reservations', request }),
  };
}

/** Sends commands to a store as it is. */
export function sendTo(store: StockStore): SendCommand {
  return async <K extends StockOperation>(
    command: Extract<StockCommand, { readonly operation: K }>,
  ): Promise<StockOperations[K]['verdict']> => sendCommand(store, command);
}
