import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCatalogs } from '../../../bench/audit/catalog-file.js';
import { differences, digestOf, findingText, type Contestant } from '../../../bench/audit/contestant.js';
import { duckdbContestant } from '../../../bench/audit/duckdb-contestant.js';
import { requireAgreement, runRounds } from '../../../bench/audit/duel.js';
import { ruleEngineContestant } from '../../../bench/audit/rule-engine-contestant.js';
import { TWELVE_RULES, twelveRulePolicy } from '../../../bench/audit/rules.js';
import { saleguardContestant } from '../../../bench/audit/saleguard-contestant.js';
import * as audit from '../../../src/audit/index.js';
import * as main from '../../../src/index.js';

let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saleguard-bench-test-'));
  file = join(folder, 'catalogue.csv');
  // A third of the rows spoiled: in 3,000 rows every rule meets its fault some 80 times.
  await writeCatalogs('contest', { faultShare: 1 / 3, listPriceShare: 1 }, [{ path: file, rowCount: 3000 }]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function fixed(id: string, findings: readonly string[]): Contestant {
  return { id, title: id, judge: () => Promise.resolve({ findings: () => findings }) };
}

describe('the contestants', () => {
  it('find the same rows at the same severities, each rule something', async () => {
    const product = saleguardContestant({ ...main, ...audit });
    const others = [duckdbContestant(undefined), duckdbContestant(1), ruleEngineContestant()];
    const { byRule } = await requireAgreement([product, ...others], file);
    expect(Object.keys(byRule)).toEqual([...TWELVE_RULES].sort());
    expect(Math.min(...Object.values(byRule))).toBeGreaterThan(40);
  });

  it('run no contest when they disagree, and say where', async () => {
    const left = fixed('left', [
      findingText('above-list', 'block', 'EP-1'),
      findingText('below-cost', 'warn', 'EP-1'),
    ]);
    const right = fixed('right', [
      findingText('above-list', 'block', 'EP-1'),
      findingText('below-cost', 'block', 'EP-1'),
    ]);
    await expect(requireAgreement([left, right], file)).rejects.toThrow(
      'left (-) and right (+) disagree:\n- below-cost warn EP-1\n+ below-cost block EP-1',
    );
  });

  it('disagree when one says a finding twice', () => {
    expect(differences(['a b c'], ['a b c', 'a b c'], 5)).not.toEqual([]);
    expect(differences(['a b c', 'd e f'], ['d e f', 'a b c'], 5)).toEqual([]);
  });

  it('have one digest whatever the order of their findings', () => {
    expect(digestOf(['x block 1', 'y hold 2'])).toEqual(digestOf(['y hold 2', 'x block 1']));
    expect(digestOf(['x block 1', 'x hold 2', 'y hold 2']).byRule).toEqual({ x: 2, y: 1 });
  });
});

describe('the rounds', () => {
  it('let everyone run once a round, turn the order, and leave the first round out', async () => {
    const order: string[] = [];
    const recording = (id: string): Contestant => ({
      id,
      title: id,
      judge: () => {
        order.push(id);
        return Promise.resolve({ findings: () => [] });
      },
    });
    const entries = ['a', 'b', 'c'].map((id) => ({ contestant: recording(id), file }));
    const timings = await runRounds(entries, 2);
    expect(order.join('')).toBe('abcbcacab');
    expect(timings.map(({ id, ms }) => [id, ms.length])).toEqual([
      ['a', 2],
      ['b', 2],
      ['c', 2],
    ]);
  });
});

describe('the policy of the contest', () => {
  it('has the twelve rules on, at their defaults, and every other offer or batch rule off', () => {
    const text = twelveRulePolicy(main.RULES.map((rule) => rule.id));
    const { pricing } = main.loadPolicyText(text, { file: 'twelve' });
    const on = pricing.rules.filter((config) => config.enabled).map((config) => config.rule.id);
    expect(on.filter((id) => id !== 'parse-strict').sort()).toEqual([...TWELVE_RULES].sort());
    for (const { rule, parameters } of pricing.rules) {
      if (rule.id !== 'required-input') expect(parameters).toEqual(main.defaultsOf(rule));
    }
  });
});
