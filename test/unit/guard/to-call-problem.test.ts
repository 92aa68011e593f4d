import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/core/errors.js';
import type { ProblemAnswer } from '../../../src/guard/problem.js';
import { PROBLEMS } from '../../../src/guard/problem-names.js';
import { problemWords } from '../../../src/guard/problem-words.js';
import {
  toCommitProblem,
  toErrorProblem,
  toExtendProblem,
  toReleaseProblem,
  toResumeProblem,
} from '../../../src/guard/to-call-problem.js';
import { LANGS } from '../../../src/text/lang.js';

const UNKNOWN = { kind: 'unknown', because: 'deadline', message: 'SECRET' } as const;

describe('a commit', () => {
  it('has no problem when the order is bought', () => {
    expect(toCommitProblem({ kind: 'committed', rescued: false })).toBeUndefined();
    expect(toCommitProblem({ kind: 'already' })).toBeUndefined();
  });

  it('tells late, second and outdated payments apart', () => {
    expect([
      nameOf(toCommitProblem({ kind: 'expired', rescue: { reason: 'regressed' } })),
      nameOf(toCommitProblem({ kind: 'released' })),
      nameOf(toCommitProblem({ kind: 'duplicate_payment', paymentRef: 'SECRET' })),
      nameOf(toCommitProblem({ kind: 'price_changed', fingerprint: 'SECRET' })),
      nameOf(toCommitProblem({ kind: 'refused', reason: 'reserved_under', epoch: 1 })),
      nameOf(toCommitProblem({ kind: 'refused', reason: 'review' })),
      nameOf(toCommitProblem({ kind: 'refused', reason: 'unknown_id' })),
    ]).toEqual([
      'ended 409',
      'ended 409',
      'duplicate-payment 409',
      'price-changed 409',
      'price-changed 409',
      'review 409',
      'unknown-order 404',
    ]);
  });

  it('during a stop of the sale may succeed later', () => {
    const problem = toCommitProblem({ kind: 'refused', reason: 'mode', mode: 'freeze', scope: 'sku:SECRET' });
    expect(nameOf(problem)).toBe('sale-closed 409');
    expect(problem?.body.transient).toBe(true);
    expect(JSON.stringify(problem)).not.toContain('SECRET');
  });

  it('without an answer is to be sent again', () => {
    const problem = toCommitProblem(UNKNOWN);
    expect(nameOf(problem)).toBe('unknown 503');
    expect(problem?.headers['retry-after']).toBe('1');
  });

  it('the store did not execute is to be sent again', () => {
    const problem = toCommitProblem({ kind: 'refused', reason: 'unavailable', error: 'OOM SECRET' });
    expect(nameOf(problem)).toBe('store-failure 503');
    expect(JSON.stringify(problem)).not.toContain('SECRET');
  });
});

describe('the other calls', () => {
  it('extend: given, over, used up, bought', () => {
    expect(toExtendProblem({ kind: 'extended', expiresAt: 1 })).toBeUndefined();
    expect([
      nameOf(toExtendProblem({ kind: 'expired' })),
      nameOf(toExtendProblem({ kind: 'refused', reason: 'extension_limit', countMax: 3, totalMaxMs: 1 })),
      nameOf(toExtendProblem({ kind: 'refused', reason: 'committed' })),
      nameOf(toExtendProblem(UNKNOWN)),
    ]).toEqual(['ended 409', 'extension-limit 409', 'already-bought 409', 'unknown 503']);
  });

  it('release: given back once or before, bought, not known', () => {
    expect(toReleaseProblem({ kind: 'released' })).toBeUndefined();
    expect(toReleaseProblem({ kind: 'already', state: 'expired' })).toBeUndefined();
    expect([
      nameOf(toReleaseProblem({ kind: 'use_restore' })),
      nameOf(toReleaseProblem({ kind: 'unknown_id' })),
      nameOf(toReleaseProblem({ kind: 'refused', reason: 'unknown_sale' })),
      nameOf(toReleaseProblem(UNKNOWN)),
    ]).toEqual(['already-bought 409', 'unknown-order 404', 'set-up 500', 'unknown 503']);
  });

  it('resume: a stranger is told the same as somebody with a wrong number', () => {
    const lost = { kind: 'unknown', because: 'connection', onStoreFailure: 'reject' } as const;
    expect([
      nameOf(toResumeProblem({ kind: 'not_found' })),
      nameOf(toResumeProblem({ kind: 'rejected', refusal: { reason: 'late' } })),
      nameOf(toResumeProblem(lost)),
    ]).toEqual(['unknown-order 404', 'store-failure 503', 'unknown 503']);
  });
});

describe('an error that was thrown', () => {
  it('of saleguard is a problem without its text', () => {
    const error = new GuardError({ code: 'store-configuration', message: 'NOAUTH for user SECRET' });
    const problem = toErrorProblem(error, 'ko');
    expect(nameOf(problem)).toBe('set-up 500');
    expect(JSON.stringify(problem)).not.toContain('SECRET');
  });

  it('of saleguard that may pass is to be tried again', () => {
    const error = new GuardError({ code: 'file', message: 'x', transient: true });
    expect(nameOf(toErrorProblem(error))).toBe('store-failure 503');
  });

  it('of anybody else is not for saleguard to answer', () => {
    expect([toErrorProblem(new Error('x')), toErrorProblem('x'), toErrorProblem(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the words of the problems', () => {
  it.each(LANGS)('are whole sentences in %s, each title another', (lang) => {
    const words = Object.keys(PROBLEMS).map((name) => problemWords(name as keyof typeof PROBLEMS, lang));
    expect(new Set(words.map(({ title }) => title)).size).toBe(words.length);
    for (const { title, detail } of words) {
      expect(detail).toMatch(/\.$/);
      expect(title).not.toMatch(/\.$/);
    }
  });

  it('are Korean in Korean', () => {
    for (const name of Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[])
      expect(Object.values(problemWords(name, 'ko')).join(' ')).not.toMatch(/[A-Za-z]/);
  });
});

function nameOf(problem: ProblemAnswer | undefined): string {
  return `${problem?.body.type.replace('urn:saleguard:problem:', '') ?? 'none'} ${problem?.status ?? 0}`;
}
