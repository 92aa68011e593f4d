import * as fc from 'fast-check';
import type {
  AdjustRequest,
  Allotment,
  OpenRequest,
  ReserveRequest,
  SetModeRequest,
} from '../../stock/request.js';
import type { StockLine } from '../../stock/reservation.js';
import { commandOf, type StockCommand, type StockOperation, type StockOperations } from './command.js';
import { hostileCommands, type HostileCommand } from './hostile.js';
import type { StockProgram, StockStep } from './program.js';

/** Stock keys of generated sales. Each sale has the first two; the names are such as have broken parsers before. */
const STOCK_KEYS = ['EP-100', 'a=1,b', '__proto__', '무선 이어폰', '{}'] as const;
const EPOCH = 7;

/** Bounds of generated programs. */
export interface ProgramBounds {
  /** Steps after the sale is open, 60 unless told. */
  readonly stepsMax?: number;
  /** `steady`, unless told: waits are positive. `corrected`: now and then the clock is set back, as NTP does. */
  readonly clock?: 'steady' | 'corrected';
}

/**
 * Sales of a few stock keys and few units, so that orders meet: limits, loss budgets, a pinned key, short deadlines, each
 * sometimes there.
 */
export function stockSaleArbitrary(): fc.Arbitrary<OpenRequest> {
  const allotment = fc.record(
    {
      quantity: fc.oneof(
        { weight: 10, arbitrary: fc.nat(9) },
        { weight: 1, arbitrary: fc.constant(1_000_000_000) },
      ),
      perCustomer: rarely(fc.integer({ min: 1, max: 3 })),
      markdownMinor: fc.constantFrom(0, 100, 300),
    },
    { requiredKeys: ['quantity'] },
  );
  const others = fc.subarray(STOCK_KEYS.slice(2));
  const rows = fc.array(allotment, { minLength: STOCK_KEYS.length, maxLength: STOCK_KEYS.length });
  const allotments = fc.tuple(others, rows).map(([keys, drawn]): readonly Allotment[] =>
    drawn.slice(0, 2 + keys.length).map((row, at) => ({
      stockKey: [STOCK_KEYS[0], STOCK_KEYS[1], ...keys][at] ?? '',
      ...row,
    })),
  );
  return fc.record(
    {
      allotments,
      epoch: usually(fc.constant(EPOCH)),
      ttlMs: ttlArbitrary(),
      keyId: rarely(fc.constant('k1')),
      lossBudgetMinor: rarely(fc.constantFrom(0, 400, 1000, 3000)),
      extensionCountMax: fc.nat(3),
      extensionTotalMaxMs: fc.constantFrom(0, 5000, 3_600_000),
    },
    { requiredKeys: ['allotments', 'epoch'] },
  );
}

/**
 * Orders for sales of {@link stockSaleArbitrary}: equal stock keys on two lines, several owners, scopes, now and then one that is
 * unknown. The same few ids come again and again.
 */
export function stockOrderArbitrary(): fc.Arbitrary<ReserveRequest> {
  return fc.record(
    {
      id: orderId(),
      owners: fc.array(owner(), { minLength: 1, maxLength: 3 }),
      lines: linesArbitrary(),
      ttlMs: ttlArbitrary(),
      epoch: fc.oneof(
        { weight: 12, arbitrary: fc.constant(undefined) },
        { weight: 6, arbitrary: fc.constant(EPOCH) },
        { weight: 1, arbitrary: fc.constant(8) },
      ),
      markdownMinor: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(0, 100, 300) },
        { weight: 1, arbitrary: fc.constantFrom(1500, Number.MAX_SAFE_INTEGER) },
      ),
      fingerprint: fc.constantFrom('fp-1', 'fp-2'),
      scopes: fc.array(scope(), { maxLength: 2 }),
    },
    { requiredKeys: ['id', 'owners', 'lines'] },
  );
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

type Weighted = readonly (readonly [number, fc.Arbitrary<StockCommand>])[];

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
    [2, send('restock', adjustRequest())],
    [2, send('withdraw', adjustRequest())],
    [2, send('open', stockSaleArbitrary())],
    [2, send('snapshot', keysRequest())],
    [2, send('availability', keysRequest())],
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

/** Everything that is asked about an order that may be there. */
function aboutOrder(): Weighted {
  const id = orderId();
  const ttlMs = ttlArbitrary();
  const commit = fc.record(
    {
      id,
      paymentRef: fc.constantFrom('p1', 'p1', 'p2'),
      fingerprint: fc.constantFrom('fp-1', 'fp-2'),
      late: fc.constantFrom('refund' as const, 'rescue' as const),
    },
    { requiredKeys: ['id', 'paymentRef'] },
  );
  const restore = fc.record(
    {
      id,
      restoreId: fc.constantFrom('r1', 'r2', 'r3'),
      to: fc.constantFrom('stock' as const, 'quarantine' as const),
      lines: rarely(linesArbitrary()),
    },
    { requiredKeys: ['id', 'restoreId', 'to'] },
  );
  return [
    [4, send('beginPayment', fc.record({ id, ttlMs }))],
    [5, send('extend', fc.record({ id, attempt: fc.integer({ min: 1, max: 3 }), ttlMs }))],
    [8, send('commit', commit)],
    [2, send('release', fc.record({ id }))],
    [6, send('restore', restore)],
    [1, send('status', fc.record({ id }))],
  ];
}

function usually<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 8 });
}

function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Short ones, so that they pass. */
function ttlArbitrary(): fc.Arbitrary<number> {
  return fc.constantFrom(1000, 1000, 2000, 5000, 60_000);
}

function orderId(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8') },
    { weight: 1, arbitrary: fc.constantFrom('a1', 'a2', 'A-Z_a.z:0-9', 'x'.repeat(64)) },
  );
}

function owner(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom('k1.ann', 'k1.bob', 'k1.cho') },
    { weight: 1, arbitrary: fc.constantFrom('k2.eve', 'k1', 'k10.dan', '__proto__') },
  );
}

function scope(): fc.Arbitrary<string> {
  return fc.constantFrom('category:Audio', 'channel:app', 'sku:EP-100', '__proto__');
}

function stockKey(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(STOCK_KEYS[0], STOCK_KEYS[1]) },
    { weight: 3, arbitrary: fc.constantFrom(...STOCK_KEYS) },
    { weight: 1, arbitrary: fc.constantFrom('nobody sells this', 'constructor', 'a=1') },
  );
}

function linesArbitrary(): fc.Arbitrary<readonly StockLine[]> {
  const line = fc.record({
    stockKey: stockKey(),
    quantity: fc.oneof(
      { weight: 20, arbitrary: fc.constant(1) },
      { weight: 8, arbitrary: fc.integer({ min: 2, max: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(7, 300_000_000) },
    ),
  });
  return fc.array(line, { minLength: 1, maxLength: 3 });
}

function supersedeRequest(): fc.Arbitrary<ReserveRequest & { readonly previousId: string }> {
  return fc
    .tuple(stockOrderArbitrary(), orderId())
    .filter(([order, previousId]) => order.id !== previousId)
    .map(([order, previousId]) => ({ ...order, previousId }));
}

/** Most of them open what was shut, with an approver, so that sales do not stay shut. */
function modeRequest(): fc.Arbitrary<SetModeRequest> {
  const scope = fc.constantFrom('sale', 'sku:EP-100', 'sku:a=1,b', 'category:Audio', '__proto__');
  const base = { actor: fc.constant('ops.kim'), reason: fc.constant('가격 오류: "a=1,b" is {wrong}'), scope };
  const any = fc.record(
    {
      ...base,
      mode: fc.constantFrom('open' as const, 'drain' as const, 'freeze' as const, 'closed' as const),
      approver: fc.constantFrom('ops.kim', 'ops.lee'),
      regression: rarely(fc.constant('accepted' as const)),
    },
    { requiredKeys: ['actor', 'reason', 'mode'] },
  );
  const opening = fc.record(
    { ...base, mode: fc.constant('open' as const), approver: fc.constant('ops.lee') },
    { requiredKeys: ['actor', 'reason', 'mode', 'approver'] },
  );
  return fc.oneof({ weight: 1, arbitrary: any }, { weight: 2, arbitrary: opening });
}

function adjustRequest(): fc.Arbitrary<AdjustRequest> {
  const id = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a1', 'a2', 'a3') },
    { weight: 1, arbitrary: orderId() },
  );
  return fc.record({ id, lines: linesArbitrary() });
}

function keysRequest(): fc.Arbitrary<{ stockKeys?: string[] }> {
  return fc.record({ stockKeys: fc.array(stockKey(), { maxLength: 3 }) }, { requiredKeys: [] });
}

function send<K extends StockOperation>(
  operation: K,
  request: fc.Arbitrary<StockOperations[K]['request']>,
): fc.Arbitrary<StockCommand> {
  return request.map((drawn) => commandOf(operation, drawn));
}
