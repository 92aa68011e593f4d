import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { githubFormat } from '../../../src/report/github.js';
import type { AuditResult } from '../../../src/audit/result.js';
import type { ReportOptions } from '../../../src/report/format.js';
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

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads commands as a runner does: a line of its own, properties cut at commas, then the escapes undone. */
function commandsOf(result: AuditResult, options: Partial<ReportOptions> = {}): readonly Command[] {
  const lines = written(githubFormat, result, options).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => {
    const [, name = '', properties = '', message = ''] = /^::([a-z]+) (.*?)::(.*)$/.exec(line) ?? [];
    const pairs = properties.split(',').map((pair): [string, string] => {
      const [key = '', value = '', ...more] = pair.split('=');
      return [
        key,
        unescaped([value, ...more].join('='))
          .replaceAll('%3A', ':')
          .replaceAll('%2C', ','),
      ];
    });
    return { name, properties: Object.fromEntries(pairs), message: unescaped(message) };
  });
}

function unescaped(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

describe('the GitHub report', () => {
  it('marks the line of the row, once for all its findings, and ends with the verdict', () => {
    const also = fakeFinding({ ruleId: 'below-cost', severity: 'warn' });
    expect(written(githubFormat, fakeResult([fakeFinding(), also]))).toBe(
      [
        '::error file=catalog.csv,line=2,title=BLOCK EP-100 · 오디오 이어폰 EP-100::12,900 won is 90 %25 below its usual price of 129,000 won. (also: below-cost)',
        '::notice title=saleguard::1 offer must not go live.',
        '',
      ].join('\n'),
    );
  });

  it('makes errors, warnings and notices of block, hold and warn, and leaves info out', () => {
    const findings = (['block', 'hold', 'warn', 'info'] as const).map((severity, index) =>
      fakeFinding({ severity, line: index + 2 }),
    );
    const names = commandsOf(fakeResult(findings)).map(({ name }) => name);
    expect(names).toEqual(['error', 'warning', 'notice', 'notice']);
  });

  it('marks promotions in their own file, and the batch in none', () => {
    const commands = commandsOf(fakeResult([fakeBatchFinding(), fakePromotionFinding()]));
    expect(commands[0]?.properties).toEqual({ title: 'HOLD rule-of-tomorrow' });
    expect(commands[1]?.properties).toEqual({
      file: 'promotions.yaml',
      line: '7',
      title: 'HOLD promotion SUMMER-10',
    });
  });

  it('marks nothing that is approved, and says why an approval does not hold', () => {
    const approved = fakeApproved(fakeFinding({ line: 9 }));
    const commands = commandsOf(fakeResult([fakeRefused(fakeFinding(), 'expired'), approved]));
    expect(commands).toHaveLength(2);
    expect(commands[0]?.message).toContain(`(approval ${FAKE_APPROVAL_ID} does not hold: it has expired)`);
    expect(commands[1]?.message).toContain('1 finding is approved.');
  });

  it('marks only what is new, and counts what the baseline held', () => {
    const known = fakeFinding({ isNew: false });
    const result = fakeResult([known, fakeFinding({ line: 3 })]);
    const { batch } = result.summary;
    const counted = { ...result, summary: { ...result.summary, batch: { ...batch, known: 1 } } };
    const commands = commandsOf(counted, { hasBaseline: true });
    expect(commands.map(({ properties }) => properties['line'])).toEqual(['3', undefined]);
    expect(commands[1]?.message).toContain('1 finding was already in the baseline.');
  });

  it('shows ten of each kind, the worst, and says how many more there are', () => {
    const commands = commandsOf(fakeSale(100));
    const count = (wanted: string): number => commands.filter(({ name }) => name === wanted).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
    expect(commands.at(-1)?.message).toContain('71 more are not marked here');
  });

  it('speaks Korean', () => {
    const [first, last] = commandsOf(fakeResult([fakeFinding()]), { lang: 'ko' });
    expect(first?.properties['title']).toMatch(/^차단 EP-100/);
    expect(last?.message).toBe('판매하면 안 되는 상품 1개가 있습니다.');
  });

  it('lets no text of a file end its line, its property or begin a command', () => {
    const texts = fc.string({
      unit: fc.constantFrom(
        '\r',
        '\n',
        '::',
        ',',
        ':',
        '%',
        '%0A',
        '::error::',
        '=',
        'a',
        '\u2028',
        '\u001b',
      ),
    });
    fc.assert(
      fc.property(texts, texts, texts, (sku, name, file) => {
        const finding = fakeFinding({ sku, name, file });
        const commands = commandsOf(fakeResult([finding, fakeBatchFinding({ ruleId: name, file })]));
        expect(commands.map((command) => command.name)).toEqual(['warning', 'error', 'notice']);
        for (const { properties, message } of commands) {
          expect(Object.keys(properties).every((key) => ['file', 'line', 'title'].includes(key))).toBe(true);
          expect(`${Object.values(properties).join('')}${message}`).not.toMatch(/[\r\n\u001b]/);
        }
      }),
    );
  });
});
