import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { writeResults } from './detection/write-results.js';
import { wholeOf } from './whole-of.js';

/** Tells on standard error what is measured now. */
export type Progress = (what: string) => void;

/** One page of figures: how they come about and where they go. */
export interface FiguresPage {
  readonly page: URL;
  /** Whether the results go into the page too, and not only to standard output. */
  readonly isWritten: boolean;
  /** Measures in a folder that is gone afterwards; resolves with the results as Markdown. */
  readonly results: (folder: string, progress: Progress) => Promise<string>;
}

/** Measures and prints the results as the page holds them. */
export async function printPage({ page, isWritten, results }: FiguresPage): Promise<void> {
  const startedAt = performance.now();
  const progress: Progress = (what) => {
    console.error(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  };
  const folder = await mkdtemp(join(tmpdir(), 'saleguard-bench-'));
  try {
    const style = await resolveConfig(fileURLToPath(page));
    const markdown = await format(await results(folder, progress), { ...style, parser: 'markdown' });
    console.log(markdown.trimEnd());
    if (isWritten) writeResults(page, markdown.trimEnd());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  progress('done');
}

/** The count an option states. @throws RangeError naming the option when it is not a whole number above 0. */
export function countOf<Option extends string>(
  values: Readonly<Record<Option, string>>,
  option: Option,
): number {
  return wholeOf(`--${option}`, values[option]);
}
