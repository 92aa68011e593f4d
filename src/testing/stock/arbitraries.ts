import * as fc from 'fast-check';
import {
  adjustRequest,
  epochRequest,
  journalRequest,
  keysRequest,
  modeRequest,
  pageRequest,
  signalRequest,
} from './arbitraries/operators.js';
import { aboutOrder, stockOrderArbitrary, supersedeRequest } from './arbitraries/orders.js';
import { stockSaleArbitrary } from './arbitraries/sales.js';
import { send, type Weighted } from './arbitraries/values.js';
import type { StockCommand } from './command.js';
import { hostileCommands, type HostileCommand } from './hostile.js';
import type { StockProgram, StockStep } from './program.js';

/** Bounds of generated programs. */
export interface ProgramBounds {
  /** Steps after the sale is open, 60 unless told. */
  readonly stepsMax?: number;
  /** `steady`, unless told: waits are positive. `corrected`: now and then the clock is set back, as NTP does. */
  readonly clock?: 'steady' | 'corrected';
}

/** Commands outside the documented bounds; each must answer `invalid_request` and change nothing. */
export function hostileCommandArbitrary(): fc.Arbitrary<HostileCommand> {
  const hostile = hostileCommands();
  const operations = [...new Set(hostile.map(({ command }) => command.operation))];
  return fc.oneof(
    ...operations.map((operation) =>
      fc.constantFrom(...hostile.filter(({ command }) => command.operation === operation)),
    ),
  );
}

function pick(weighted: Weighted): fc.Arbitrary<StockCommand> {
  return fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}

/** Commands of every operation, for the orders and sales above. */
export function stockCommandArbitrary(): fc.Arbitrary<StockCommand> {
  return pick(allCommands());
}

function allCommands(): Weighted {
  return [
    [16, send('reserve', stockOrderArbitrary())],
    [8, send('supersede', supersedeRequest())],
    ...aboutOrder(),
    [4, send('expire', fc.record({ limit: fc.constantFrom(1, 2, 500) }, { requiredKeys: [] }))],
    [8, send('setMode', modeRequest())],
    [3, send('setEpoch', epochRequest())],
    [5, send('signal', signalRequest())],
    [2, send('restock', adjustRequest())],
    [2, send('withdraw', adjustRequest())],
    [2, send('open', stockSaleArbitrary())],
    [2, send('snapshot', keysRequest())],
    [2, send('availability', keysRequest())],
    [1, send('activity', fc.constant({}))],
    [1, send('journal', journalRequest())],
    [1, send('reservations', pageRequest())],
  ];
}

/** Whole lives of a sale: orders with what becomes of them, other commands in between, waits, now and then a hostile command. */
export function stockProgramArbitrary(bounds: ProgramBounds = {}): fc.Arbitrary<StockProgram> {
  const { stepsMax = 60, clock = 'steady' } = bounds;
  const wait = waitArbitrary(clock);
  const single = fc.oneof(
    { weight: 14, arbitrary: stockCommandArbitrary().map(sending) },
    { weight: 2, arbitrary: wait },
    {
      weight: 1,
      arbitrary: hostileCommandArbitrary().map((hostile): StockStep => ({ kind: 'hostile', hostile })),
    },
  );
  const chapter = fc.oneof(
    { weight: 2, arbitrary: single.map((step): readonly StockStep[] => [step]) },
    { weight: 1, arbitrary: storyArbitrary(wait) },
  );
  // Every operation as often as any other: there is nothing yet to act on.
  const early = fc
    .oneof(...allCommands().map(([, arbitrary]) => arbitrary))
    .filter((command) => command.operation !== 'open');
  return fc.record({
    before: fc.oneof(
      { weight: 6, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(early, { minLength: 1, maxLength: 3 }) },
    ),
    open: stockSaleArbitrary(),
    steps: fc
      .array(chapter, { maxLength: stepsMax, size: 'max' })
      .map((chapters) => chapters.flat().slice(0, stepsMax)),
  });
}

/** One order and what is asked about it, one thing after the other. */
function storyArbitrary(wait: fc.Arbitrary<StockStep>): fc.Arbitrary<readonly StockStep[]> {
  const next = fc.oneof(
    { weight: 5, arbitrary: pick(aboutOrder()).map(sending) },
    { weight: 1, arbitrary: wait },
  );
  const steps = fc.array(next, { maxLength: 5, size: 'max' });
  return fc
    .tuple(stockOrderArbitrary(), steps)
    .map(([order, others]) => [
      sending({ operation: 'reserve', request: order }),
      ...others.map((step) => renamed(step, order.id)),
    ]);
}

/** The same step about another order. */
function renamed(step: StockStep, id: string): StockStep {
  if (step.kind !== 'send' || !('id' in step.command.request)) return step;
  // Operation and request stay the pair they were.
  return sending({ ...step.command, request: { ...step.command.request, id } } as StockCommand);
}

function sending(command: StockCommand): StockStep {
  return { kind: 'send', command };
}

function waitArbitrary(clock: 'steady' | 'corrected'): fc.Arbitrary<StockStep> {
  const back = clock === 'corrected' ? [-700, -30_000] : [];
  return fc
    .constantFrom(1, 500, 999, 1000, 1001, 2000, 5000, 60_000, ...back)
    .map((ms): StockStep => ({ kind: 'wait', ms }));
}
