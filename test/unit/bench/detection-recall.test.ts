import { describe, expect, it } from 'vitest';
import { columnFloors } from '../../../bench/detection/baselines.js';
import { SALEGUARD, Scorer } from '../../../bench/detection/detectors.js';
import { PolicyJudge } from '../../../bench/detection/policy-judge.js';
import { measureRecall, type Recall } from '../../../bench/detection/recall.js';
import { policyShortfalls, shortfalls } from '../../../bench/detection/shortfalls.js';
import { cleanRow, type Columns, type SkuDay } from '../../../bench/detection/sku-day.js';
import { percent, table } from '../../../bench/detection/markdown.js';
import { withResults } from '../../../bench/detection/write-results.js';
import { history, skuDay } from './detection-rows.js';

const DAYS: readonly SkuDay[] = Array.from({ length: 60 }, (_, at) => {
  const priceMinor = 50_000 + at * 1_370;
  return skuDay({
    sku: `EP-${at}`,
    priceMinor,
    formerMinor: priceMinor,
    median14Minor: priceMinor,
    history: history({ medianMinor: priceMinor }),
    neighbourMinor: 51_000 + at * 1_370,
    generated: { listMinor: priceMinor * 2, pack: 6 },
  });
});

function recallOf(columns: Columns): Recall {
  const scorer = new Scorer(new PolicyJudge(DAYS, { columns, hasHistory: true }), columnFloors(DAYS));
  const judged = DAYS.map((day) => ({ day, ...scorer.judge(cleanRow(day, columns)) }));
  const population = { learn: judged, judge: judged, columns, scorer, rates: [0.01], sampleCount: 10 };
  return measureRecall(population, [1, 2]);
}

describe('the protocol on prices that never move', () => {
  const recall = recallOf('generated');
  const at = (id: string): number => recall.faults.findIndex((fault) => fault.id === id);

  it('spoils the same number of rows for every seed', () => {
    expect(recall.hard.found[at('zero')]?.count).toBe(20);
  });

  it('rings on no clean row, and finds a tenth of the price', () => {
    const outcome = recall.outcomes[0]?.[SALEGUARD];
    expect(outcome?.alarms.hits).toBe(0);
    expect(outcome?.found[at('x0.1')]).toEqual({ hits: 20, count: 20 });
  });

  it('finds by hard rules what amounts of the row tell', () => {
    expect(recall.hard.found[at('swapped')]).toEqual({ hits: 20, count: 20 });
    expect(recall.hard.found[at('zero')]).toEqual({ hits: 20, count: 20 });
    expect(recall.hard.found[at('neighbour')]?.hits).toBe(0);
  });

  it('counts what the built-in policy blocks on spoilt and on clean rows', () => {
    const block = recall.policy.find(({ severity }) => severity === 'block');
    expect(block?.found[at('x0.01')]).toEqual({ hits: 20, count: 20 });
    expect(block?.alarms).toEqual({ hits: 0, count: expect.any(Number) as number });
  });

  it('lets saleguard ring on no more clean rows than the baseline it is compared with', () => {
    const depth90 = recall.outcomes[0]?.[3];
    expect(depth90?.alarms.hits).toBe(0);
    expect(depth90?.foundBySaleguard[at('x0.1')]).toEqual({ hits: 20, count: 20 });
  });
});

describe('without a list price', () => {
  const recall = recallOf('real');

  it('the faults that need one are left out', () => {
    expect(recall.faults.map((fault) => fault.id)).not.toContain('swapped');
  });

  it('the baselines that need one are not counted', () => {
    expect(recall.outcomes[0]?.[3]?.alarms.count).toBe(0);
    expect(recall.outcomes[0]?.[4]?.found[0]?.count).toBe(0);
  });
});

describe('shortfalls', () => {
  const recall = recallOf('real');

  function withFound(theirs: number, ours: number): ReturnType<typeof shortfalls> {
    const outcome = recall.outcomes[0]?.[1];
    const [first] = outcome?.found ?? [];
    const [bySaleguard] = outcome?.foundBySaleguard ?? [];
    if (first === undefined || bySaleguard === undefined) throw new Error('nothing measured');
    first.hits = theirs;
    bySaleguard.hits = ours;
    return shortfalls(recall).filter(
      ({ fault, baseline }) => fault === 'price x 0.1' && baseline.includes('14'),
    );
  }

  it.each([
    ['below', 20, 19],
    ['level', 19, 19],
  ])('name where saleguard is %s a baseline', (kind, theirs, ours) => {
    expect(withFound(theirs, ours).map((one) => one.kind)).toEqual([kind]);
  });

  it('of the policy name the severity it was counted by', () => {
    const block = recall.policy.find(({ severity }) => severity === 'block');
    const found = block?.found[0];
    if (found === undefined) throw new Error('nothing measured');
    found.hits = 3;
    expect(policyShortfalls(recall)).toContainEqual({
      kind: 'below',
      baseline: 'abs log ratio to the 14-median',
      fault: 'price x 0.1',
      at: 'block',
      baselineShare: 1,
      saleguardShare: 0.15,
    });
  });

  it('are none where both find all, or saleguard finds more', () => {
    expect(withFound(20, 20)).toEqual([]);
    expect(withFound(18, 19)).toEqual([]);
  });
});

describe('the tables', () => {
  it('never round a miss away', () => {
    expect([0, 0.000_01, 0.5, 0.999_99, 1].map((share) => percent(share))).toEqual([
      '0',
      '< 0.1',
      '50.0',
      '> 99.9',
      '100',
    ]);
  });

  it('are Markdown', () => {
    expect(table(['a', 'b'], [['c', '1']])).toBe('| a | b |\n| --- | --: |\n| c | 1 |');
  });

  it('stand between the marks of a page, whatever stood there before', () => {
    const page = 'head\n<!-- results -->\nold\n<!-- end of results -->\ntail\n';
    expect(withResults(page, 'new')).toBe('head\n<!-- results -->\n\nnew\n\n<!-- end of results -->\ntail\n');
    expect(() => withResults('no marks', 'new')).toThrow('<!-- results -->');
  });
});
