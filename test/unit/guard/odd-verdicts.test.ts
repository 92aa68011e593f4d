import { describe, expect, it } from 'vitest';
import {
  toCommitProblem,
  toExtendProblem,
  toReleaseProblem,
  toResumeProblem,
} from '../../../src/guard/to-call-problem.js';
import { toProblem } from '../../../src/guard/to-problem.js';

/** Answers of another release, or of a store of another maker. */
const ODD: readonly unknown[] = [{ kind: 'sold' }, { kind: 'ok' }, {}, { kind: undefined }];

describe('what is no verdict of this release', () => {
  it.each([
    ['admit', toProblem],
    ['commit', toCommitProblem],
    ['extend', toExtendProblem],
    ['release', toReleaseProblem],
    ['resume', toResumeProblem],
  ])('is never taken for a yes: %s', (_, toAnswer) => {
    for (const verdict of ODD)
      expect(toAnswer(verdict as never)).toMatchObject({
        status: 503,
        body: { type: 'urn:saleguard:problem:unknown' },
      });
  });
});
