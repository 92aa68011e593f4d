import type { OfferColumn } from '../../catalog/offer.js';
import { readingRule, type Judgement, type ReadingRule } from '../rule.js';
import { isWindowProblem } from './sale-window-words.js';
import { EXPECTED, parseStrictTell, type ParseStrictEvidence } from './parse-strict-words.js';

const parameters = {};

/**
 * The one warning a file gets for amounts such as `129000.00` KRW: right in value, but the file may have been meant for
 * a currency with decimals.
 *
 * @param columns canonical columns that hold them.
 * @param count how many amounts there were, 1 or more.
 */
export function zeroFractionJudgement(columns: readonly OfferColumn[], count: number): Judgement {
  const evidence: ParseStrictEvidence = { kind: 'zero-fraction', columns, count };
  return {
    severity: 'warn',
    measured: { value: count, unit: 'rows' },
    limit: { value: 0, unit: 'rows' },
    evidence,
  };
}

/** Rows of a file beside the catalogue that could not be used: whatever is judged by it is judged with a gap. */
export function leftOutJudgement(init: {
  readonly input: 'history' | 'previous';
  /** 1 or more. */
  readonly count: number;
  readonly rowCount: number;
  readonly examples: readonly string[];
}): Judgement {
  const evidence: ParseStrictEvidence = { kind: 'left-out-rows', ...init };
  return {
    severity: 'hold',
    measured: { value: init.count, unit: 'rows' },
    limit: { value: 0, unit: 'rows' },
    evidence,
  };
}

/** A field or row that cannot be read as what it should be is never guessed at. */
export const parseStrict: ReadingRule = readingRule<typeof parameters, ParseStrictEvidence>({
  id: 'parse-strict',
  protects: {
    en: 'A price read wrongly: “1.290,00” is 1.29 to one program and “1,290” nothing to another.',
    ko: '가격을 잘못 읽는 일을 막습니다. “1.290,00”을 1.29로 읽거나 “1,290”을 아예 못 읽는 프로그램이 많습니다.',
  },
  formula: 'any field or row that is not exactly in the declared format',
  stops: [],
  severities: ['block', 'hold', 'warn'],
  needs: [],
  explains: true,
  parameters,
  judgeProblem(problem) {
    // Surplus fraction digits belong to currency-exponent, a time that is no instant to sale-window.
    if (problem.kind === 'fraction-digits' || isWindowProblem(problem.kind)) return undefined;
    return {
      severity: 'block',
      measured: { value: problem.text, unit: 'text' },
      limit: { value: EXPECTED[problem.kind], unit: 'text' },
      evidence: {
        kind: problem.kind,
        column: problem.column ?? problem.field ?? null,
        field: problem.field ?? null,
        text: problem.text,
        hint: problem.hint ?? null,
      },
    };
  },
  tell: parseStrictTell,
});
