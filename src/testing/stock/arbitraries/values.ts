import * as fc from 'fast-check';
import type { StockLine } from '../../../stock/reservation.js';
import { commandOf, type StockCommand, type StockOperation, type StockOperations } from '../command.js';

/** Stock keys of generated sales. Each sale has the first two; the names are such as have broken parsers before. */
export const STOCK_KEYS = ['EP-100', 'a=1,b', '__proto__', '무선 이어폰', '{}'] as const;

/** Price book generated sales are opened with, and the ones that come after it. */
export const EPOCH = 7;
export const NEXT_EPOCH = 8;

/** Arbitraries with how often each is drawn. */
export type Weighted = readonly (readonly [number, fc.Arbitrary<StockCommand>])[];

/** Commands of one operation. */
export function send<K extends StockOperation>(
  operation: K,
  request: fc.Arbitrary<StockOperations[K]['request']>,
): fc.Arbitrary<StockCommand> {
  return request.map((drawn) => commandOf(operation, drawn));
}

/** A value most of the time. */
export function usually<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(arbitrary, { nil: undefined, freq: 8 });
}

/** A value one time in four. */
export function rarely<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Short ones, so that they pass. */
export function ttlArbitrary(): fc.Arbitrary<number> {
  return fc.constantFrom(1000, 1000, 2000, 5000, 60_000);
}

/** The same few ids, so that orders are asked about again. */
export function orderId(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8') },
    { weight: 1, arbitrary: fc.constantFrom('a1', 'a2', 'A-Z_a.z:0-9', 'x'.repeat(64)) },
  );
}

/** Scopes orders name. */
export function scopeArbitrary(): fc.Arbitrary<string> {
  return fc.constantFrom('category:Audio', 'channel:app', 'sku:EP-100', '__proto__');
}

/** Stock keys of generated sales, now and then one that nobody sells. */
export function stockKeyArbitrary(): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 24, arbitrary: fc.constantFrom(STOCK_KEYS[0], STOCK_KEYS[1]) },
    { weight: 3, arbitrary: fc.constantFrom(...STOCK_KEYS) },
    { weight: 1, arbitrary: fc.constantFrom('nobody sells this', 'constructor', 'a=1') },
  );
}

/** Few lines of few units, so that orders meet. */
export function linesArbitrary(): fc.Arbitrary<readonly StockLine[]> {
  const line = fc.record({
    stockKey: stockKeyArbitrary(),
    quantity: fc.oneof(
      { weight: 20, arbitrary: fc.constant(1) },
      { weight: 8, arbitrary: fc.integer({ min: 2, max: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(7, 300_000_000) },
    ),
  });
  return fc.array(line, { minLength: 1, maxLength: 3 });
}
