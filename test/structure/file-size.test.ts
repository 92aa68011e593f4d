import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.js';

/** Aim at 200 lines and one concept; at 400 a file is no longer read, it is searched. */
const LINES_MAX = 400;

/** Tables and scripts embedded as text: they are looked up, not read. */
const DATA: readonly string[] = ['money/currency-table.ts'];

describe('files of src', () => {
  it(`hold at most ${LINES_MAX} lines`, () => {
    const long = sourceFiles()
      .filter((file) => !DATA.includes(file.path))
      .map((file) => ({ path: file.path, lines: file.text.split('\n').length - 1 }))
      .filter((file) => file.lines > LINES_MAX);
    expect(long).toEqual([]);
  });

  it('named as data exist', () => {
    const paths = sourceFiles().map((file) => file.path);
    expect(paths).toEqual(expect.arrayContaining([...DATA]));
  });
});
