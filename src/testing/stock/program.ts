import type { OpenRequest } from '../../stock/request.js';
import type { StockCommand } from './command.js';
import type { HostileCommand } from './hostile.js';

/** One thing that happens to a sale: a command, time that passes (or is set back, below 0), or a command nobody should send. */
export type StockStep =
  | { readonly kind: 'send'; readonly command: StockCommand }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'hostile'; readonly hostile: HostileCommand };

/** The life of one sale: what reaches it before it is open, how it is opened, and what happens then. */
export interface StockProgram {
  readonly before: readonly StockCommand[];
  readonly open: OpenRequest;
  readonly steps: readonly StockStep[];
}

/** Every step of a program, the opening one among them. */
export function stepsOf(program: StockProgram): readonly StockStep[] {
  const sends = [...program.before, { operation: 'open' as const, request: program.open }].map(
    (command): StockStep => ({ kind: 'send', command }),
  );
  return [...sends, ...program.steps];
}
