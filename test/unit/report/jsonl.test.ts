import { describe, expect, it } from 'vitest';
import { jsonFormat } from '../../../src/report/json.js';
import { jsonlFormat } from '../../../src/report/jsonl.js';
import { fakeFinding, fakeResult, fakeSale } from '../../support/fake-audit-result.js';
import { written } from '../../support/written.js';

describe('the JSON Lines report', () => {
  it('begins with the summary and has one finding a line', () => {
    const lines = written(jsonlFormat, fakeSale(12)).trimEnd().split('\n');
    const types = lines.map((line) => (JSON.parse(line) as { readonly type: string }).type);
    expect(types).toEqual(['summary', ...Array.from({ length: 12 }, () => 'finding')]);
  });

  it('says the same as the JSON report', () => {
    const result = fakeSale(5);
    const [head, ...findings] = written(jsonlFormat, result)
      .trimEnd()
      .split('\n')
      .map((line) => {
        const { type, ...members } = JSON.parse(line) as Record<string, unknown>;
        expect(type).toBeTypeOf('string');
        return members;
      });
    expect({ ...head, findings }).toEqual(JSON.parse(written(jsonFormat, result)));
  });

  it('keeps a finding on its line, whatever its texts hold', () => {
    const result = fakeResult([fakeFinding({ name: 'two\nlines\u2028and more' })]);
    expect(
      written(jsonlFormat, result)
        .trimEnd()
        .split(/[\n\u2028]/),
    ).toHaveLength(2);
  });
});
