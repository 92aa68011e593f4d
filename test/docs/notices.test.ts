import { describe, expect, it } from 'vitest';
import { NOTICE_STATES } from '../../src/notices/words/notice-words.js';
import { VARIABLES } from '../../src/notices/templates/variables.js';
import { readNoticeTemplates } from '../../src/wire/notice-templates.js';
import { fencedBlocks, pages } from './markdown.js';

// Templates shown to a reader are marked: ```yaml templates
const blocks = pages()
  .flatMap(fencedBlocks)
  .filter((block) => block.marks.includes('templates'));
const page = pages().find(({ path }) => path.endsWith('notices.md'));
// Tables in the documentation are padded to columns.
const text = page?.text.replaceAll(/ {2,}(?=\|)/g, ' ') ?? '';

describe('notices in the documentation', () => {
  it.each(blocks.map((block) => [`${block.page}:${block.line}`, block] as const))(
    'the templates at %s are valid',
    (place, block) => {
      expect(readNoticeTemplates(block.text, { file: place }).find('en', 'cancel')?.place).toContain(place);
    },
  );

  it('name every variable with its kind and meaning, and every decision', () => {
    const rows = Object.entries(VARIABLES).map(
      ([name, { kind, meaning }]) => `| \`{${name}}\` | ${kind} | ${meaning} |`,
    );
    for (const row of rows) expect(text).toContain(row);
    for (const state of NOTICE_STATES) expect(text).toContain(`| \`${state}\` |`);
    expect(blocks.length).toBeGreaterThan(0);
  });
});
