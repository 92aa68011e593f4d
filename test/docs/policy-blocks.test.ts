import { describe, expect, it } from 'vitest';
import { loadPolicyText } from '../../src/wire/policy.js';
import { fencedBlocks, pages } from './markdown.js';

// A policy shown to a reader is marked: ```yaml policy
const blocks = pages()
  .flatMap(fencedBlocks)
  .filter((block) => block.marks.includes('policy'));

describe('policies shown in the documentation', () => {
  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s is valid',
    (place, block) => {
      expect(loadPolicyText(block.text, { file: place }).source).toBe(place);
    },
  );

  it('are shown at all', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });
});
