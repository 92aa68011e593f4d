import { describe, expect, it } from 'vitest';
import { WINDOW_DAYS } from '../../src/pricing/references/day-window.js';
import {
  QUARANTINE_FACTOR,
  QUARANTINE_MARKDOWN_BPS,
  STOOD_DAYS,
} from '../../src/pricing/references/quarantine.js';
import { REFERENCE_COLUMNS } from '../../src/pricing/references/reference-line.js';
import { MINIMUM_DAYS } from '../../src/pricing/references/statistics.js';
import { pageAt, tableRows } from './tables.js';

const page = pageAt('docs/references.md');
/** The page without its line breaks. */
const words = page.text.replaceAll(/\s+/g, ' ');

describe('docs/references.md', () => {
  it('describes every column of the file, in order', () => {
    expect(tableRows(page, ['column', 'meaning']).map(([column]) => column)).toEqual(
      REFERENCE_COLUMNS.map((column) => `\`${column}\``),
    );
  });

  it('states the limits of the code', () => {
    const percent = String(QUARANTINE_MARKDOWN_BPS / 100);
    expect(words).toContain(
      `${percent} % or more below the median of the days before, or ${String(QUARANTINE_FACTOR)} times or more above it`,
    );
    expect(words).toContain(`stands for ${String(STOOD_DAYS)} observed days`);
    expect(words).toContain(`last ${String(WINDOW_DAYS)} days as runs of equal price`);
    expect(words).toContain(`lowest price of the last ${String(MINIMUM_DAYS)} days`);
  });
});
