import { describe, expect, it } from 'vitest';
import { ClassStates } from '../../../src/promotions/class-states.js';

describe('states of classes', () => {
  it('numbers sequences: the same one alike, any other one apart', () => {
    const states = new ClassStates();
    const end = (...classes: readonly number[]): number =>
      classes.reduce((state, one) => states.follow(state, one), 0);
    const sequences = [[0], [1], [0, 0], [0, 1], [1, 0], [32_767], [0, 32_767]];
    const first = sequences.map((classes) => end(...classes));
    expect(sequences.map((classes) => end(...classes))).toEqual(first);
    expect(new Set(first).size).toBe(sequences.length);
  });

  it('has no room beyond 65,536 states or 32,768 classes, and says so', () => {
    const states = new ClassStates();
    expect(states.follow(0, 32_768)).toBe(-1);
    let state = 0;
    for (let count = 1; count < 65_536; count++) state = states.follow(state, 0);
    expect(state).toBe(65_535);
    expect(states.follow(state, 0)).toBe(-1);
    expect(states.follow(0, 0)).toBe(1);
  });
});
