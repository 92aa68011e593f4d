import { describe, expect, it } from 'vitest';
import { ceiling } from '../../../../src/money/rounding/ceiling.js';
import { down } from '../../../../src/money/rounding/down.js';
import { floor } from '../../../../src/money/rounding/floor.js';
import { halfDown } from '../../../../src/money/rounding/half-down.js';
import { halfEven } from '../../../../src/money/rounding/half-even.js';
import { halfUp } from '../../../../src/money/rounding/half-up.js';
import { up } from '../../../../src/money/rounding/up.js';
import { expectGuardError } from '../expect-guard-error.js';

const MODES = { floor, ceiling, down, up, halfEven, halfUp, halfDown };

describe('rounding modes', () => {
  // Tenths, as in the table of java.math.RoundingMode.
  it.each([
    [55n, { floor: 5n, ceiling: 6n, down: 5n, up: 6n, halfEven: 6n, halfUp: 6n, halfDown: 5n }],
    [25n, { floor: 2n, ceiling: 3n, down: 2n, up: 3n, halfEven: 2n, halfUp: 3n, halfDown: 2n }],
    [16n, { floor: 1n, ceiling: 2n, down: 1n, up: 2n, halfEven: 2n, halfUp: 2n, halfDown: 2n }],
    [11n, { floor: 1n, ceiling: 2n, down: 1n, up: 2n, halfEven: 1n, halfUp: 1n, halfDown: 1n }],
    [10n, { floor: 1n, ceiling: 1n, down: 1n, up: 1n, halfEven: 1n, halfUp: 1n, halfDown: 1n }],
    [5n, { floor: 0n, ceiling: 1n, down: 0n, up: 1n, halfEven: 0n, halfUp: 1n, halfDown: 0n }],
    [0n, { floor: 0n, ceiling: 0n, down: 0n, up: 0n, halfEven: 0n, halfUp: 0n, halfDown: 0n }],
    [-5n, { floor: -1n, ceiling: 0n, down: 0n, up: -1n, halfEven: 0n, halfUp: -1n, halfDown: 0n }],
    [-10n, { floor: -1n, ceiling: -1n, down: -1n, up: -1n, halfEven: -1n, halfUp: -1n, halfDown: -1n }],
    [-11n, { floor: -2n, ceiling: -1n, down: -1n, up: -2n, halfEven: -1n, halfUp: -1n, halfDown: -1n }],
    [-16n, { floor: -2n, ceiling: -1n, down: -1n, up: -2n, halfEven: -2n, halfUp: -2n, halfDown: -2n }],
    [-25n, { floor: -3n, ceiling: -2n, down: -2n, up: -3n, halfEven: -2n, halfUp: -3n, halfDown: -2n }],
    [-55n, { floor: -6n, ceiling: -5n, down: -5n, up: -6n, halfEven: -6n, halfUp: -6n, halfDown: -5n }],
  ])('round %i tenths by their names', (tenths, expected) => {
    const rounded = Object.fromEntries(
      Object.entries(MODES).map(([name, mode]) => [name, mode(tenths, 10n)]),
    );
    expect(rounded).toEqual(expected);
  });

  it.each(Object.entries(MODES))('%s refuses a denominator that is not above 0', (_, mode) => {
    expectGuardError(() => mode(1n, 0n), 'invalid-argument');
    expectGuardError(() => mode(1n, -2n), 'invalid-argument');
  });
});
