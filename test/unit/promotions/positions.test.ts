import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addAll,
  hasPosition,
  keepCommon,
  listOf,
  PositionClasses,
  positionsFrom,
} from '../../../src/promotions/positions.js';

const COUNT = 100;
const some = fc.uniqueArray(fc.nat(COUNT - 1));

describe('sets of positions', () => {
  it('are what sets of numbers are', () => {
    fc.assert(
      fc.property(some, some, (left, right) => {
        const ascending = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);
        const both = positionsFrom(left, COUNT);
        keepCommon(both, positionsFrom(right, COUNT));
        expect(listOf(both)).toEqual(ascending(left.filter((one) => right.includes(one))));
        const either = positionsFrom(left, COUNT);
        addAll(either, positionsFrom(right, COUNT));
        expect(listOf(either)).toEqual(ascending(new Set([...left, ...right])));
        for (let position = 0; position < COUNT; position++)
          expect(hasPosition(either, position)).toBe(left.includes(position) || right.includes(position));
      }),
    );
  });

  it('have one number each, whatever order they are named in', () => {
    const classes = new PositionClasses(COUNT);
    const number = classes.classOf([31, 32, 99]);
    expect(classes.classOf([99, 31, 32, 31])).toBe(number);
    expect(classes.classOf([31, 32])).not.toBe(number);
    expect(listOf(classes.positionsOf(number))).toEqual([31, 32, 99]);
  });
});
