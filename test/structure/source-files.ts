import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One source file: its path inside `src` with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

const SRC = new URL('../../src/', import.meta.url);

/** Every TypeScript file below `src`, sorted by path. */
export function sourceFiles(): readonly SourceFile[] {
  return readdirSync(fileURLToPath(SRC), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, SRC), 'utf8') }));
}

/** What a file imports, as written: static, dynamic, re-exported, `import type` and `import('…')` in a type. */
export function importsOf(text: string): readonly string[] {
  const found = ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
  return [...new Set(found)];
}

/** The path inside `src` a relative import means, as a `.ts` file; undefined for a package or a builtin. */
export function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
}
