import { describe, expect, it } from 'vitest';
import { cliFolder, type CliFolder, type ShellRun } from '../cli/folder.js';
import { fencedBlocks, pages, type FencedBlock } from './markdown.js';

// Examples of a page run in one folder, in the order they stand:
//   ```csv file=a.csv    is written to a.csv
//   ```sh run exit=1     is run by bash and must end with 1 (0 where nothing is said)
//   ```text output       are lines the last run wrote, in this order; … stands for any lines
const shown = pages()
  .map((page) => [page.path, fencedBlocks(page)] as const)
  .filter(([, blocks]) => blocks.some((block) => block.marks.includes('run')));

describe.each(shown)('the examples of %s', (_, blocks) => {
  const folder = cliFolder();

  it('run, and end and speak as the page says', () => {
    let last: ShellRun | undefined;
    for (const block of blocks) {
      const file = valueOf(block, 'file');
      if (file !== undefined) folder.write(file, `${block.text}\n`);
      if (block.marks.includes('run')) last = runExample(block, folder);
      if (block.marks.includes('output')) expectLines(block, last);
    }
    expect(last).toBeDefined();
  });
});

describe('a wrong example is named', () => {
  const folder = cliFolder();
  const block = (language: string, marks: readonly string[], text: string): FencedBlock => ({
    page: 'P.md',
    line: 7,
    language,
    marks,
    text,
  });

  it('when it ends otherwise', () => {
    expect(() => runExample(block('sh', ['run', 'exit=1'], 'saleguard --version'), folder)).toThrow(
      /P\.md:7/,
    );
  });

  it('when it says something else, or in another order', () => {
    const run = { exitCode: 0, stdout: 'one\ntwo\nthree\n', stderr: '' };
    expectLines(block('text', ['output'], 'one\n…\nthree'), run);
    expect(() => {
      expectLines(block('text', ['output'], 'three\n…\none'), run);
    }).toThrow(/P\.md:7/);
    expect(() => {
      expectLines(block('text', ['output'], 'one\nthree'), run);
    }).toThrow(/P\.md:7/);
  });
});

function runExample(block: FencedBlock, folder: CliFolder): ShellRun {
  const run = folder.shell(`set -eo pipefail\n${block.text}`);
  const at = `${block.page}:${block.line}`;
  expect(run.exitCode, `${at} ended with\n${run.stderr}${run.stdout}`).toBe(
    Number(valueOf(block, 'exit') ?? 0),
  );
  return run;
}

/** Lines between two `…` stand together. */
function expectLines(block: FencedBlock, run: ShellRun | undefined): void {
  const at = `${block.page}:${block.line}`;
  const written = `\n${run?.stderr ?? ''}${run?.stdout ?? ''}\n`;
  let from = 0;
  for (const part of `\n${block.text}\n`.split(/\n\s*…(?=\n)/)) {
    const text = part.endsWith('\n') ? part : `${part}\n`;
    const found = written.indexOf(text, from);
    expect(found, `${at} shows\n${text}\nbut the command wrote\n${written}`).toBeGreaterThanOrEqual(0);
    // The line end behind this part is the one before the next.
    from = found + text.length - 1;
  }
}

function valueOf(block: FencedBlock, name: string): string | undefined {
  return block.marks.find((mark) => mark.startsWith(`${name}=`))?.slice(name.length + 1);
}
