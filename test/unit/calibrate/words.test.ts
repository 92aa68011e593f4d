import { describe, expect, it } from 'vitest';
import type { LearnedLimit } from '../../../src/calibrate/learn-limits.js';
import type { LearnedRule } from '../../../src/calibrate/calibration.js';
import { evidenceOf, ratePercent, sharePercent } from '../../../src/calibrate/words.js';

const HOLD: LearnedLimit = {
  parameter: 'listHoldBps',
  value: 8721,
  unit: 'bps',
  origin: 'learned',
  rate: 0.005,
  rank: 6,
};
const BLOCK: LearnedLimit = {
  ...HOLD,
  parameter: 'listBlockBps',
  value: 9361,
  origin: 'unproven',
  rate: 0.001,
  rank: 0,
};

const RULE: LearnedRule = {
  kind: 'learned',
  ruleId: 'deep-markdown',
  target: 0.005,
  counts: 'rows',
  leftOut: { stopped: new Map(), off: 0, own: 0, notJudged: 0 },
  neededCount: 200,
  scopes: [
    {
      category: 'Audio',
      learnedRowCount: 1204,
      limits: [HOLD, BLOCK],
      judged: { rowCount: 1190, alarmCount: 5 },
      usedBy: [{ category: 'Audio > \u202eCables', learnedRowCount: 64, reason: 'few-rows' }],
    },
    {
      category: 'Pens',
      learnedRowCount: 300,
      limits: [{ ...HOLD, rank: 1 }],
      judged: { rowCount: 0, alarmCount: 0 },
      usedBy: [],
    },
  ],
  judged: { rowCount: 1190, alarmCount: 5 },
  everyRule: { rowCount: 1200, alarmCount: 9 },
};

function evidence(category: string): readonly string[] {
  return evidenceOf([RULE], { ruleId: 'deep-markdown', category, now: 0 });
}

describe('the evidence for limits', () => {
  it('states rows of both halves, rank, rate with its interval, and who else uses them', () => {
    expect(evidence('Audio')).toEqual([
      'Audio: learned on 1,204 rows, of which at most 5 reach listHoldBps; they stop 5 of 1,190 rows of the other half: 0.42 % (95 %: 0.18 % to 0.98 %).',
      'listBlockBps: too few rows to tell 0.10 %; set by rule of thumb.',
      'Used by categories without limits of their own: Audio > Cables (64).',
    ]);
  });

  it('says when there was nothing to judge', () => {
    expect(evidence('Pens')).toEqual([
      'Pens: learned on 300 rows, none of which reaches listHoldBps; the other half has no rows that they judge.',
    ]);
  });

  it('is none for what was not learned', () => {
    expect(evidence('Shoes')).toEqual([]);
    expect(evidenceOf([RULE], { ruleId: 'price-jump', category: undefined, now: 0 })).toEqual([]);
  });
});

describe('a share in percent', () => {
  it.each([
    [0, '0 %'],
    [0.000251, '0.025 %'],
    [0.00421, '0.42 %'],
    [0.01234, '1.23 %'],
    [0.5, '50.0 %'],
  ])('%d reads %s', (share, text) => {
    expect(sharePercent(share)).toBe(text);
  });

  it('has no interval without rows', () => {
    expect(ratePercent({ rowCount: 0, alarmCount: 0 })).toBe('no row to judge');
  });
});
