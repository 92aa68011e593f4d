import { describe, expect, it } from 'vitest';
import { pathText, problemsError, quoted } from '../../../src/wire/problem.js';

describe('pathText', () => {
  it('writes a path as people do', () => {
    expect(pathText([])).toBe('');
    expect(pathText(['pricing', 'rules', 'deep-markdown', 'overrides', 0, 'category'])).toBe(
      'pricing.rules.deep-markdown.overrides[0].category',
    );
    expect(pathText(['columns', '판매가'])).toBe('columns.판매가');
    expect(pathText(['columns', 'a.b', ' x'])).toBe('columns["a.b"][" x"]');
  });
});

describe('quoted', () => {
  it('shows what would not be seen and cuts what is long', () => {
    expect(quoted('a\u202eb\u0007\u009b\u2028\ufeff')).toBe('"a\\u202eb\\u0007\\u009b\\u2028\\ufeff"');
    expect(quoted('x'.repeat(100))).toBe(`"${'x'.repeat(60)}…"`);
  });
});

describe('problemsError', () => {
  it('spells out a hundred problems and counts the rest', () => {
    const problems = Array.from({ length: 103 }, (_, index) => ({
      line: 103 - index,
      column: 1,
      path: [],
      message: 'm',
    }));
    const lines = problemsError('policy', 'p.yaml', problems).message.split('\n');
    expect(lines).toHaveLength(102);
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      '103 problems in p.yaml',
      'p.yaml:1:1 m',
      'p.yaml: and 3 more',
    ]);
  });
});
