import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../../src/audit/result.js';
import { textFormat } from '../../../src/report/text.js';
import { displayWidth } from '../../../src/text/display-width.js';
import {
  FAKE_APPROVAL_ID,
  fakeApproved,
  fakeBatchFinding,
  fakeFinding,
  fakePromotionFinding,
  fakeRefused,
  fakeResult,
  fakeSale,
} from '../../support/fake-audit-result.js';
import { written } from '../../support/written.js';

const DIGIT = { ruleId: 'rule-of-tomorrow', severity: 'warn' } as const;

function withExposure(result: AuditResult, exposureMinor: Readonly<Record<string, number>>): AuditResult {
  return { ...result, summary: { ...result.summary, batch: { ...result.summary.batch, exposureMinor } } };
}

describe('the text report', () => {
  it('tells the verdict, the offer in words, the gaps and what to do', () => {
    const result = withExposure(fakeResult([fakeFinding(), fakeFinding(DIGIT)]), { KRW: 4_527_900, USD: 0 });
    expect(written(textFormat, result)).toBe(
      [
        'Read 1,171 rows from catalog.csv. Price history up to 2026-07-31. Built-in defaults, no policy file. Judged for 2026-08-01 00:00 UTC.',
        '',
        '1 offer must not go live.',
        'Sold as they stand, the blocked and held offers could cost 4,527,900 won.',
        '',
        'BLOCK  EP-100 · 오디오 이어폰 EP-100',
        '       12,900 won → usual price 129,000 won (90 % below), could cost 4,527,900 won for 39 units',
        '       12,900 won is 90 % below its usual price of 129,000 won.',
        '       also: rule-of-tomorrow',
        '       catalog.csv:2',
        '',
        'Every rule could judge every offer.',
        '',
        'Next steps',
        '  Correct the prices at the lines named, then audit again.',
        '  saleguard rules deep-markdown explains that rule: what it stops, and how to override it for a category or price list.',
        '  saleguard init writes a commented policy, for limits of your own.',
        '',
      ].join('\n'),
    );
  });

  it('speaks Korean', () => {
    const text = written(textFormat, fakeResult([fakeFinding()]), { lang: 'ko' });
    expect(text).toContain('판매하면 안 되는 상품 1개가 있습니다.\n');
    expect(text).toContain('차단   EP-100');
    expect(text).toContain('12,900원 → 평소 가격 129,000원 (90% 낮음), 39개 판매 시 최대 4,527,900원 손실\n');
  });

  it('is short when there is nothing to say', () => {
    expect(written(textFormat, fakeResult([])).split('\n')).toEqual([
      expect.stringMatching(/^Read 1,171 rows/),
      '',
      'None of the 1,171 offers needs a change.',
      '',
      'Every rule could judge every offer.',
      '',
    ]);
  });

  it('puts the batch before every offer', () => {
    const text = written(textFormat, fakeResult([fakeFinding(), fakeBatchFinding()]));
    expect(text).toContain('The batch as a whole needs a look.\n1 offer must not go live.\n');
    expect(text.indexOf('HOLD   rule-of-tomorrow')).toBeLessThan(text.indexOf('BLOCK  EP-100'));
  });

  it('tells an approval with the finding it is of, and counts it in the verdict', () => {
    const approved = fakeApproved(fakeFinding());
    const text = written(textFormat, fakeResult([approved]));
    expect(text).toContain('\nNone of the 1,171 offers needs a change.\n1 finding is approved.\n');
    expect(text).toContain(
      `INFO   EP-100 · 오디오 이어폰 EP-100\n${' '.repeat(7)}12,900 won → usual price 129,000 won`,
    );
    expect(text).toContain(`\n       approved by ${FAKE_APPROVAL_ID}, was BLOCK\n`);
  });

  it('names the approved rules of an offer that something else stops', () => {
    const other = fakeApproved(fakeFinding({ ruleId: 'below-cost', severity: 'hold' }));
    const text = written(textFormat, fakeResult([fakeFinding(), other]));
    expect(text).toContain('       also: below-cost (approved)\n');
    expect(text).toContain('1 offer must not go live.\n1 finding is approved.\n');
  });

  it('says why an approval does not hold', () => {
    const text = written(textFormat, fakeResult([fakeRefused(fakeFinding(), 'expired')]), { lang: 'ko' });
    expect(text).toContain(`       승인 ${FAKE_APPROVAL_ID} 무효: 승인 기간이 끝났습니다\n`);
    expect(text).toContain('지적 1건은 승인이 유효하지 않아 심각도가 그대로 유지됩니다.\n');
  });

  it('tells an approved finding about the batch, and no longer a verdict on it', () => {
    const text = written(textFormat, fakeResult([fakeApproved(fakeBatchFinding())]));
    expect(text).not.toContain('The batch as a whole');
    expect(text).toContain('INFO   rule-of-tomorrow\n');
    expect(text).toContain(`       approved by ${FAKE_APPROVAL_ID}, was HOLD\n`);
  });

  it('tells a promotion by its id, and has a verdict of its own on promotions', () => {
    const second = fakePromotionFinding({ severity: 'warn', ruleId: 'rule-of-next-year' });
    const text = written(textFormat, fakeResult([fakePromotionFinding(), second]));
    expect(text).toContain('None of the 1,171 offers needs a change.\n1 promotion needs a look.\n');
    expect(text).toContain('HOLD   promotion SUMMER-10\n');
    expect(text).toContain('       also: rule-of-next-year\n       promotions.yaml:7\n');
    expect(written(textFormat, fakeResult([second]), { lang: 'ko' })).toContain(
      '알아둘 프로모션 1개가 있습니다.',
    );
  });

  it('shows as many offers as asked for and says how many there are more', () => {
    const text = written(textFormat, fakeSale(40), { findingMax: 4 });
    expect(text.match(/^(?:BLOCK|HOLD|WARN) {2}/gm)).toHaveLength(4);
    expect(text).toContain('\n… and 36 more; --format html or json shows all\n');
  });

  it('names a row whose SKU could not be read by its line', () => {
    const row = { subject: 'row', sku: undefined, name: undefined, priceList: undefined, line: 17 } as const;
    const finding = {
      ...fakeFinding(row),
      priceMinor: undefined,
      referenceMinor: undefined,
      exposureMinor: undefined,
    };
    const text = written(textFormat, fakeResult([finding]));
    expect(text).toContain('BLOCK  line 17\n');
    expect(text).toContain('       catalog.csv:17\n');
  });

  it('marks an offer a baseline already held', () => {
    expect(written(textFormat, fakeResult([fakeFinding({ isNew: false })]))).toContain(
      'catalog.csv:2 (in the baseline)',
    );
  });

  it('names a price list that is not the default', () => {
    expect(written(textFormat, fakeResult([fakeFinding({ priceList: 'overseas' })]))).toContain(
      'EP-100 · overseas\n',
    );
  });

  it('wraps to a terminal, counting Hangul as two columns', () => {
    for (const lang of ['en', 'ko'] as const) {
      const text = written(textFormat, fakeSale(10), { isTerminal: true, width: 60, lang });
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(60);
    }
  });

  it('has colours only when they are asked for', () => {
    const escape = '\u001b[';
    expect(written(textFormat, fakeSale(3), { colour: true })).toContain(escape);
    expect(written(textFormat, fakeSale(3))).not.toContain(escape);
  });

  it('lets no text of a file act on the terminal', () => {
    const bad = '\u001b[2J\u009b\u202e\u0007\r\n';
    const finding = fakeFinding({
      sku: `S${bad}`,
      name: `N${bad}`,
      priceList: `P${bad}`,
      file: `F${bad}`,
      ruleId: `R${bad}`,
    });
    const text = written(textFormat, fakeResult([finding, { ...finding, ruleId: `Q${bad}` }]));

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it('has no blank at the end of a line and no blank line at the end', () => {
    const text = written(textFormat, fakeSale(30), { isTerminal: true });
    expect(text).not.toMatch(/ $/m);
    expect(text).toMatch(/[^\n]\n$/);
  });
});
