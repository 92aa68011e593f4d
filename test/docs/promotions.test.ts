import { describe, expect, it } from 'vitest';
import { PROMOTION_KINDS } from '../../src/catalog/promotion.js';
import { isGuardError } from '../../src/core/errors.js';
import { promotionsJsonSchema } from '../../src/wire/json-schemas.js';
import { readPromotions } from '../../src/wire/promotions.js';
import { FIELDS_OF_KIND } from '../../src/wire/promotions-shape.js';
import { fencedBlocks, pages } from './markdown.js';
import { codesIn, pageAt, tableRows } from './tables.js';

// A promotions file shown to a reader is marked: ```yaml promotions
const shown = pages()
  .flatMap(fencedBlocks)
  .filter((block) => block.marks.includes('promotions'));

const page = pageAt('docs/promotions.md');
const schema = JSON.stringify(promotionsJsonSchema());

describe('promotions files shown in the documentation', () => {
  it.each(shown.map((block) => [`${block.page}:${block.line}`, block] as const))(
    '%s are valid',
    (place, block) => {
      expect(readPromotions(block.text, { file: place, sha256: '' }).promotions.length).toBeGreaterThan(0);
    },
  );

  it('are shown at all', () => {
    expect(shown.length).toBeGreaterThan(1);
  });
});

describe('docs/promotions.md', () => {
  it('shows the problems of its faulty file as they are told', () => {
    const blocks = fencedBlocks(page);
    const faulty = blocks.find((block) => block.marks.includes('promotions-faulty'));
    const problems = blocks.find((block) => block.marks.includes('promotions-problems'));
    expect(messageOf(faulty?.text ?? '')).toBe(problems?.text);
  });

  it('lists every kind with what it needs and may have', () => {
    const rows = tableRows(page, ['kind', 'needs', 'may have', 'what it does']);
    const listed = rows.map(([kind = '', needs = '', mayHave = '']) => [
      codesIn(kind)[0],
      [...codesIn(needs), ...codesIn(mayHave)],
    ]);
    expect(listed).toEqual(PROMOTION_KINDS.map((kind) => [kind, FIELDS_OF_KIND[kind]]));
  });

  it('lists every field of the schema, and none that is not there', () => {
    const listed = ['field', 'part'].flatMap((head) => firstCodes(head));
    const known = [...schema.matchAll(/"(\w+)":\{(?:"description"|"type"|"anyOf"|"default"|"minItems")/g)]
      .map(([, name = '']) => name)
      .filter((name) => !['properties', 'items', 'price'].includes(name));
    expect([...new Set(listed)].sort()).toEqual([...new Set(known)].sort());
  });
});

/** Names in the first column of every table of the page whose header starts with `head`. */
function firstCodes(head: string): readonly string[] {
  const rows = page.text
    .split(`| ${head} `)
    .slice(1)
    .flatMap((text) => {
      const [, , ...lines] = text.split('\n');
      return lines.slice(
        0,
        lines.findIndex((line) => !line.startsWith('|')),
      );
    });
  return rows.flatMap((row) => codesIn(row.split('|')[1] ?? ''));
}

function messageOf(text: string): string {
  try {
    readPromotions(text, { file: 'promotions.yaml', sha256: '' });
    return 'read';
  } catch (error) {
    if (!isGuardError(error, 'input')) throw error;
    return error.message;
  }
}
