import { describe, expect, it } from 'vitest';
import { contentDifference } from '../../../src/stock/canonical.js';
import type { Content } from '../../../src/stock/canonical.js';

const CONTENT: Content = {
  lines: [{ stockKey: 'A', quantity: 1 }],
  owners: ['kim'],
  scopes: ['s'],
  epoch: 7,
  markdownMinor: 5,
  fingerprint: 'f',
};

const OTHER: Content = {
  lines: [{ stockKey: 'A', quantity: 2 }],
  owners: ['kim', 'lee'],
  scopes: [],
  epoch: undefined,
  markdownMinor: 6,
  fingerprint: undefined,
};

describe('contentDifference', () => {
  it('finds none between equal contents', () => {
    expect(contentDifference(CONTENT, structuredClone(CONTENT))).toEqual([]);
  });

  it.each(Object.keys(CONTENT))('finds another %s alone', (field) => {
    const changed = {
      ...CONTENT,
      ...Object.fromEntries(Object.entries(OTHER).filter(([name]) => name === field)),
    };
    expect(contentDifference(CONTENT, changed)).toEqual([field]);
    expect(contentDifference(changed, CONTENT)).toEqual([field]);
  });

  it('names them in the documented order', () => {
    const fields = ['lines', 'owners', 'scopes', 'epoch', 'markdownMinor', 'fingerprint'];
    expect(contentDifference(CONTENT, OTHER)).toEqual(fields);
  });

  it('compares stock keys and the number of lines', () => {
    const renamed = { ...CONTENT, lines: [{ stockKey: 'B', quantity: 1 }] };
    const longer = { ...CONTENT, lines: [...CONTENT.lines, { stockKey: 'B', quantity: 1 }] };
    expect(contentDifference(CONTENT, renamed)).toEqual(['lines']);
    expect(contentDifference(CONTENT, longer)).toEqual(['lines']);
  });
});
