import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../src/control/replay-agenda.js';

function drain(agenda: Agenda<string>, until: number): string[] {
  const taken: string[] = [];
  for (let due = agenda.takeUntil(until); due !== undefined; due = agenda.takeUntil(until))
    taken.push(`${due.at}${due.item}`);
  return taken;
}

describe('an agenda', () => {
  it('hands out what is due, earliest first, and what falls on one instant in the order it was written down', () => {
    const agenda = new Agenda<string>();
    for (const [at, item] of [
      [5, 'a'],
      [1, 'b'],
      [5, 'c'],
      [3, 'd'],
      [1, 'e'],
      [9, 'f'],
    ] as const)
      agenda.add(at, item);
    expect(drain(agenda, 5)).toEqual(['1b', '1e', '3d', '5a', '5c']);
    agenda.add(7, 'g');
    expect(drain(agenda, Infinity)).toEqual(['7g', '9f']);
    expect(drain(agenda, Infinity)).toEqual([]);
  });

  it('keeps a thousand in order', () => {
    const agenda = new Agenda<string>();
    const instants = Array.from({ length: 1_000 }, (_, index) => (index * 7_919) % 1_009);
    for (const at of instants) agenda.add(at, '');
    expect(drain(agenda, Infinity).map(Number)).toEqual([...instants].sort((left, right) => left - right));
  });
});
