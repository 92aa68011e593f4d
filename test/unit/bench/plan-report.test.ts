import { describe, expect, it } from 'vitest';
import { goalsOf, sharesOf } from '../../../bench/plan/goals.js';
import type { Measurements, Peak } from '../../../bench/plan/measure.js';
import { parseOptions, type PlanBenchOptions } from '../../../bench/plan/options.js';
import { reportText } from '../../../bench/plan/report.js';
import { PacedService } from '../../../bench/plan/service.js';
import { leftError, stepError, toldAt } from '../../../bench/plan/told.js';

function options(...words: readonly string[]): PlanBenchOptions {
  const parsed = parseOptions(words);
  if (parsed === undefined) throw new Error('help was asked for');
  return parsed;
}

function peak(orderCount: number, megabytes: number): Peak {
  const file = { form: 'csv.gz', fileBytes: 1 } as const;
  return { who: 'plan', orderCount, ...file, ms: 1, cpuMs: 1, peakBytes: megabytes * 1e6, digest: 'd' };
}

/** As if planning took so many times as long as reading, and the run reached so much of the rate. */
function measured(times: number, share: number, peaks: readonly Peak[]): Measurements {
  const asked = options();
  const [scenario] = asked.scenarios;
  if (scenario === undefined) throw new Error('nothing is carried out');
  const read = [10, 20, 30].map((ms) => ({ ms, cpuMs: ms }));
  const plan = read.map(({ ms }) => ({ ms: ms * times, cpuMs: ms * times }));
  const counts = { ordersRead: 140_000, ordersPlanned: 100_000, reviewCount: 3, planBytes: 1e6 };
  return {
    options: asked,
    duels: [{ form: 'csv', fileBytes: 1e6, read, plan, digest: 'd', ...counts }],
    peaks,
    runs: [
      {
        scenario,
        orders: 10,
        steps: 40,
        tookMs: 1_000,
        cpuMs: 100,
        peakBytes: 1e8,
        slowest: { name: 'payments', ratePerSecond: 100, effects: 100 * share, usedMs: 980, closedMs: 0 },
        busyAnswers: 0,
        tooFast: 0,
        told: [{ timeShare: 0.5, stepShare: 0.55, leftMs: 540, reallyLeftMs: 500 }],
      },
    ],
  };
}

describe('goals of the plan benchmark', () => {
  it('are met by what lands within them', () => {
    const goals = goalsOf(measured(9.9, 0.96, [peak(140_000, 400), peak(1_000_000, 490)]));
    expect(goals).toHaveLength(7);
    expect(goals.filter(({ isMet }) => !isMet)).toEqual([]);
  });

  it('are told missed one by one', () => {
    const missed = measured(10.1, 0.94, [peak(140_000, 510), peak(1_000_000, 700)]);
    const late = missed.runs.map((run) => ({
      ...run,
      told: [{ timeShare: 0.5, stepShare: 0.3, leftMs: 400, reallyLeftMs: 500 }],
    }));
    const goals = goalsOf({ ...missed, runs: late });
    expect(goals.map(({ isMet }) => isMet)).toEqual(Array(7).fill(false));
    expect(reportText({ ...missed, runs: late })).not.toContain('| yes |');
  });

  it('do not count the time in which a service asked to be left alone', () => {
    const slowest = { name: 'payments', ratePerSecond: 100, effects: 90, usedMs: 990, closedMs: 100 };
    expect(sharesOf({ slowest, tookMs: 1_000 })).toEqual({ ofUse: 1, ofRun: 1 });
  });

  it('tell a tail without the busiest service from a service that is not used at its rate', () => {
    const slowest = { name: 'payments', ratePerSecond: 100, effects: 101, usedMs: 1_000, closedMs: 0 };
    expect(sharesOf({ slowest, tookMs: 2_000 })).toEqual({ ofUse: 1, ofRun: 0.505 });
    expect(sharesOf({ slowest: { ...slowest, usedMs: 2_000 }, tookMs: 2_000 }).ofUse).toBe(0.5);
  });
});

describe('what a run told of itself', () => {
  const heard = [0, 100, 240, 510, 760, 1_000].map((atMs) => ({
    atMs,
    steps: atMs,
    stepsTotal: 1_000,
    leftMs: 1_100 - atMs,
  }));

  it('is taken nearest to each quarter of the time, and held against what turned out', () => {
    const told = toldAt(heard, 1_000);
    expect(told.map(({ timeShare }) => timeShare)).toEqual([0.24, 0.51, 0.76]);
    expect(told.map(leftError).map((share) => share.toFixed(3))).toEqual(['0.132', '0.204', '0.417']);
    expect(told.map(stepError)).toEqual([0, 0, 0]);
  });

  it('has to be something', () => {
    expect(() => toldAt([], 1_000)).toThrow(RangeError);
  });
});

describe('a paced service', () => {
  function service(busyEvery: number | undefined): PacedService {
    return new PacedService({ name: 'payments', ratePerSecond: 100, busyEvery });
  }

  it('answers 429 to what comes faster than its rate, and does nothing', () => {
    const payments = service(undefined);
    const now = performance.now() + 10_000;
    const answers = Array.from({ length: 30 }, (_, index) => payments.answer(`k${index}`, now));
    expect(answers.filter(({ kind }) => kind === 'done')).toHaveLength(25);
    expect([payments.effects, payments.tooFast]).toEqual([25, 5]);
    expect(payments.answer('later', now + 10).kind).toBe('done');
    expect(payments.answer('at once', now + 10).kind).toBe('busy');
  });

  it('sprinkles 429, counting the time in which it wants no calls once', () => {
    const payments = service(2);
    const now = performance.now() + 10_000;
    const kinds = [0, 1, 2, 3].map((at) => payments.answer(`k${at}`, now + 100 * at).kind);
    expect(kinds).toEqual(['done', 'busy', 'done', 'busy']);
    expect([payments.busyAnswers, payments.tooFast, payments.closedMs]).toEqual([2, 0, 700]);
  });

  it('stops a run that uses a key twice', () => {
    const payments = service(undefined);
    payments.answer('k', performance.now());
    expect(() => payments.answer('k', performance.now())).toThrow('twice');
  });
});

describe('options of the plan benchmark', () => {
  it('measure everything at full size unless told', () => {
    expect(options()).toMatchObject({
      orderCount: 140_000,
      manyCount: 1_000_000,
      parts: ['plan', 'memory', 'apply'],
    });
    expect(options('--part', 'apply', '--quick').parts).toEqual(['apply']);
    expect(parseOptions(['--help'])).toBeUndefined();
  });

  it('refuse what they do not know, and a page of which some tables would be gone', () => {
    expect(() => options('--part', 'speed')).toThrow(RangeError);
    expect(() => options('--part', 'apply', '--write')).toThrow(RangeError);
    expect(() => options('--orders', '0')).toThrow(RangeError);
  });
});
