import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { fencedBlocks, pages, ROOT, type FencedBlock } from './markdown.js';

const blocks = pages()
  .flatMap(fencedBlocks)
  .filter((block) => block.language === 'ts' || block.language === 'typescript');

// Inside the repository, so that `saleguard` means this package and its dependencies are found.
mkdirSync(`${ROOT}out`, { recursive: true });
const folder = mkdtempSync(`${ROOT}out/docs-`);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const files = blocks.map((block) => ({ block, path: fileOf(block) }));
for (const { block, path } of files) writeFileSync(path, `${block.text}\nexport {};\n`);

describe('TypeScript in the documentation', () => {
  it('compiles against the public types', () => {
    const program = ts.createProgram(
      files.map((file) => file.path),
      {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.NodeNext,
        // NestJS is written with them.
        experimentalDecorators: true,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes: true,
        verbatimModuleSyntax: true,
        skipLibCheck: true,
        types: ['node'],
        rootDir: folder,
        outDir: folder,
      },
    );
    expect(ts.getPreEmitDiagnostics(program).map(problemOf)).toEqual([]);
    program.emit();
  });

  it.each(
    files
      .filter(({ block }) => block.marks.includes('runnable'))
      .map(({ block, path }) => [nameOf(block), path] as const),
  )('%s runs', (_, path) => {
    const run = spawnSync(process.execPath, [path.replace(/\.mts$/, '.mjs')], {
      cwd: ROOT,
      encoding: 'utf8',
      input: '',
      timeout: 60_000,
    });
    expect(run.stderr).toBe('');
    expect(run.status).toBe(0);
  });
});

function problemOf(diagnostic: ts.Diagnostic): string {
  const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const found = files.find(({ path }) => path === diagnostic.file?.fileName);
  if (found === undefined || diagnostic.file === undefined) return text;
  const { line } = diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
  return `${found.block.page}:${found.block.line + line}: ${text}`;
}

function fileOf(block: FencedBlock): string {
  return `${folder}/${block.page.replaceAll(/[^A-Za-z0-9]/g, '-')}-${block.line}.mts`;
}

function nameOf(block: FencedBlock): string {
  return `${block.page}:${block.line}`;
}
