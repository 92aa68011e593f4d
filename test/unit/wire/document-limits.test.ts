import { describe, expect, it } from 'vitest';
import {
  EXPORTED_LIMITS,
  HANDWRITTEN_LIMITS,
  type DocumentLimits,
} from '../../../src/wire/document-limits.js';
import { readDocument } from '../../../src/wire/yaml-document.js';

function told(text: string, limits?: DocumentLimits): readonly string[] {
  return readDocument(text, limits).problems.map((problem) => problem.message);
}

describe('the limits of a document', () => {
  it('are those of a file people write, unless others are named', () => {
    const text = `- ${'x'.repeat(1_048_575)}`;
    expect(told(text)).toEqual([`longer than ${HANDWRITTEN_LIMITS.textMax} characters`]);
    expect(told(text, EXPORTED_LIMITS)).toEqual([]);
  });

  it.each(['[1,%s 1]', '# not JSON\n[1,%s 1]'])('hold for the number of values of %j', (frame) => {
    const values = (count: number): string => frame.replace('%s', '1,'.repeat(count - 3));
    const limits = { textMax: 100_000, valueMax: 5000 };
    expect(told(values(5000), limits)).toEqual([]);
    expect(told(values(5001), limits)).toEqual(['more than 5000 values; this file is too large']);
  });

  it('end a text of more lexemes than memory holds before it is composed', () => {
    expect(told(`#\n[${'0,'.repeat(800_000)}0]`, EXPORTED_LIMITS)).toEqual([
      'more values than are read as YAML; write the file as JSON',
    ]);
  });

  it('look for keys that stand twice in one pass, however many there are', () => {
    const keys = Array.from({ length: 49_000 }, (_, at) => `key${at}: 1\n`).join('');
    const start = performance.now();
    expect(told(`${keys}key0: 2\n`)).toEqual(['this key stands here a second time; keep one']);
    // Comparing each with each took a quarter of a minute.
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
