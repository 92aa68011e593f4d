import { describe, expect, it } from 'vitest';
import { evidenceLabel } from '../../../src/text/report/evidence-words.js';
import { sourceFiles } from '../../structure/source-files.js';

/** Members of every shape that rules show as evidence, by the index signature that evidence must have. */
function evidenceKeys(): readonly string[] {
  const shapes = sourceFiles()
    .filter(({ path }) => path.startsWith('pricing/'))
    .flatMap(({ text }) => [...text.matchAll(/\{\n {2}readonly \[key: string\]:.*;\n([\s\S]*?)\n\}/g)]);
  const keys = shapes.flatMap(([, body = '']) => [...body.matchAll(/^ {2}readonly (\w+):/gm)]);
  return [...new Set(keys.map(([, key = '']) => key))];
}

/** Keys the report does not show, because the sentence has said it. */
const TOLD = ['kind', 'trigger', 'reason', 'reasons', 'hint'];

describe('the facts of a finding', () => {
  const keys = evidenceKeys().filter((key) => !TOLD.includes(key));

  it('are found in the rules', () => {
    expect(keys.length).toBeGreaterThan(100);
    expect(keys).toEqual(expect.arrayContaining(['priceMinor', 'referenceSource', 'payableMinor']));
  });

  it('all have Korean words, so that no Korean report shows a key', () => {
    const shown = keys.map((key) => evidenceLabel(key.replace(/(?:Minor|Bps|On|At|Days)$/, ''), 'ko'));
    expect(shown.filter((label) => /[A-Za-z]/.test(label.replace('SKU', '')))).toEqual([]);
  });
});
