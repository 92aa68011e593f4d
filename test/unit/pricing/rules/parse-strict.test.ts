import { describe, expect, it } from 'vitest';
import type { FieldProblem, ReadProblem, RowProblem } from '../../../../src/catalog/row.js';
import type { WindowProblem } from '../../../../src/pricing/rules/sale-window-words.js';
import { parseStrict as rule, zeroFractionJudgement } from '../../../../src/pricing/rules/parse-strict.js';
import { tellingIn } from '../../../../src/testing/telling.js';
import type { Lang } from '../../../../src/text/lang.js';

const problem = (kind: FieldProblem | RowProblem, more: Partial<ReadProblem> = {}): ReadProblem => ({
  kind,
  column: '판매가',
  field: 'price',
  text: '1.290,00',
  hint: undefined,
  ...more,
});

function told(one: ReadProblem, lang: Lang): string | undefined {
  const judgement = rule.judgeProblem?.(one);
  return judgement && rule.tell[lang](judgement.evidence, tellingIn(lang, 'KRW'));
}

/** A record, so that a new kind of problem without a sentence of its own does not compile. */
const KINDS: Readonly<Record<Exclude<FieldProblem | RowProblem, 'fraction-digits' | WindowProblem>, true>> = {
  missing: true,
  'too-long': true,
  'not-a-number': true,
  'exponent-notation': true,
  'full-width-digits': true,
  'group-separator': true,
  'locale-comma': true,
  'currency-sign': true,
  'leading-zeros': true,
  'out-of-range': true,
  'unknown-currency': true,
  'unknown-value': true,
  'not-a-time': true,
  'control-character': true,
  'bad-encoding': true,
  'too-few-fields': true,
  'too-many-fields': true,
  'row-too-long': true,
  'bad-quote': true,
  'unclosed-quote': true,
  'not-json': true,
  'not-an-object': true,
  'unknown-field': true,
};

describe('parse-strict', () => {
  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
    'blocks %s, naming the column and the text',
    (kind) => {
      const one = problem(kind);
      expect(rule.judgeProblem?.(one)).toMatchObject({
        severity: 'block',
        evidence: { kind, column: '판매가' },
      });
      for (const lang of ['en', 'ko'] as const) {
        expect(told(one, lang)).toContain('판매가');
        if (kind !== 'missing') expect(told(one, lang)).toContain('“1.290,00”');
      }
    },
  );

  it('says how to mend it', () => {
    expect(told(problem('locale-comma'), 'en')).toBe(
      'Column 판매가 says “1.290,00” with a decimal comma: write a decimal point, or declare the comma (catalog.numbers.decimalSeparator in a policy, or --decimal-separator).',
    );
    expect(told(problem('locale-comma'), 'ko')).toBe(
      '판매가 열의 값 “1.290,00”: 쉼표를 소수점으로 썼습니다. 마침표로 바꾸거나, 쉼표를 선언하세요(정책의 catalog.numbers.decimalSeparator 또는 --decimal-separator).',
    );
    expect(told(problem('missing', { text: '' }), 'ko')).toBe(
      '판매가 열이 비어 있습니다. 반드시 필요한 값이니 채워 넣으세요.',
    );
  });

  it('lists the words a column knows, or passes on what the reader knows', () => {
    const condition = {
      column: 'condition',
      field: 'condition',
      text: 'shiny',
      hint: 'write one of new, 새상품',
    } as const;
    expect(told(problem('unknown-value', condition), 'en')).toBe(
      'Column condition says “shiny”, which is not known: write one of new, open-box, refurbished, used.',
    );
    const unit = {
      column: 'content_unit',
      field: 'content_unit',
      text: 'kg',
      hint: 'the content is written in g',
    } as const;
    expect(told(problem('unknown-value', unit), 'en')).toBe(
      'Column content_unit says “kg”, which cannot stand here. The content is written in g.',
    );
  });

  it('speaks of the row where no column is meant', () => {
    const cut = problem('too-few-fields', { column: undefined, field: undefined, text: 'EP-100,12' });
    expect(told(cut, 'en')).toBe(
      'The row has fewer fields than the header: “EP-100,12”. Is it cut short, or a separator missing?',
    );
    expect(told(cut, 'ko')).toBe(
      '이 행의 칸 수가 머리글보다 적습니다: “EP-100,12”. 행이 잘렸거나 구분 기호가 빠졌는지 확인하세요.',
    );
  });

  it.each([
    ['group-separator', 'catalog.numbers.groupSeparator', '--group-separator'],
    ['locale-comma', 'catalog.numbers.decimalSeparator', '--decimal-separator'],
    ['currency-sign', 'catalog.numbers.currencySigns', '--currency-sign'],
  ] as const)('says where a %s is declared', (kind, setting, flag) => {
    for (const lang of ['en', 'ko'] as const) {
      expect(told(problem(kind), lang)).toContain(setting);
      expect(told(problem(kind), lang)).toContain(flag);
    }
  });

  it('leaves surplus decimals to currency-exponent and times that are no instants to sale-window', () => {
    expect(rule.judgeProblem?.(problem('fraction-digits'))).toBeUndefined();
    for (const kind of ['time-without-offset', 'skipped-time', 'repeated-time'] as const)
      expect(rule.judgeProblem?.(problem(kind))).toBeUndefined();
  });

  it('gives one warning for zero fractions of a file', () => {
    const judgement = zeroFractionJudgement(['list_price', 'price'], 1171);
    expect(judgement).toMatchObject({ severity: 'warn', measured: { value: 1171, unit: 'rows' } });
    expect(rule.tell.en(judgement.evidence, tellingIn('en', 'KRW'))).toBe(
      '1,171 amounts in list_price, price carry decimals this currency does not have, all of them zero. They were read as whole amounts; check that the file was not made for another currency.',
    );
    expect(rule.tell.ko(judgement.evidence, tellingIn('ko', 'KRW'))).toBe(
      'list_price, price 열의 금액 1,171개에 이 통화에는 없는 소수 자리가 붙어 있습니다(모두 0). 정수로 읽었지만 다른 통화용 파일은 아닌지 확인하세요.',
    );
  });
});
