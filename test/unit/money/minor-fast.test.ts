import { describe, expect, it } from 'vitest';
import { readMinorFast } from '../../../src/money/minor-fast.js';

const whole = (text: string, exponent: number): number => readMinorFast(text, 0, text.length, exponent);

describe('readMinorFast', () => {
  it.each<[string, number, number]>([
    ['0', 0, 0],
    ['-0', 0, 0],
    ['-0.00', 2, 0],
    ['129000', 0, 129000],
    ['12.90', 2, 1290],
    ['12.9', 2, 1290],
    ['12', 2, 1200],
    ['-0.05', 2, -5],
    ['999999999999999', 0, 999999999999999],
    ['-9999999999999.99', 2, -999999999999999],
  ])('reads %s with exponent %i', (text, exponent, minor) => expect(whole(text, exponent)).toBe(minor));

  it.each<[string, number]>([
    ['', 0],
    ['-', 0],
    ['.', 2],
    ['-.', 2],
    ['.5', 2],
    ['5.', 2],
    ['01', 0],
    ['-01', 0],
    ['00', 0],
    ['1.0', 0],
    ['1.234', 2],
    ['1000000000000000', 0],
    ['10000000000000', 2],
    ['+5', 0],
    ['5-', 0],
    ['1,290', 0],
    ['1 ', 0],
    ['１', 0],
    ['1e3', 0],
    ['1.e', 2],
    ['1.2.3', 4],
    ['1'.repeat(1000), 0],
  ])('leaves %j with exponent %i to readAmount', (text, exponent) => {
    expect(whole(text, exponent)).toBeNaN();
  });

  it('reads a slice and nothing beside it', () => {
    const row = 'EAR-1,12.90,2026';
    expect(readMinorFast(row, 6, 11, 2)).toBe(1290);
    expect(readMinorFast(row, 6, 8, 2)).toBe(1200);
    expect(readMinorFast(row, 9, 10, 2)).toBe(900);
    expect(readMinorFast(row, 6, 6, 2)).toBeNaN();
    expect(readMinorFast(row, 8, 6, 2)).toBeNaN();
    expect(readMinorFast('0', 0, 1, 0)).toBe(0);
    expect(readMinorFast('01', 0, 1, 0)).toBe(0);
    expect(readMinorFast(row, 12, 20, 0)).toBeNaN();
  });
});
