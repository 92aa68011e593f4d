import { describe, expect, it } from 'vitest';
import { readSale } from '../../src/wire/sale.js';
import { fencedBlocks, pages } from './markdown.js';

// A sale shown to a reader is marked: ```yaml sale
const blocks = pages()
  .flatMap(fencedBlocks)
  .filter((block) => block.marks.includes('sale'));

describe('sales shown in the documentation', () => {
  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s is valid',
    (place, block) => {
      const sale = readSale(block.text, { file: place });
      expect(sale.endsAt).toBeGreaterThan(sale.startsAt);
    },
  );

  it('are shown at all', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });
});
