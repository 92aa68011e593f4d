import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles, targetOf, type SourceFile } from './source-files.js';

describe('files of src', () => {
  it('import one another in no circle', () => {
    expect(cycles(sourceFiles())).toEqual([]);
  });

  it('import only files that exist', () => {
    const files = sourceFiles();
    const paths = new Set(files.map((file) => file.path));
    const missing = files.flatMap((file) => {
      const targets = importsOf(file.text).flatMap((specifier) => targetOf(file.path, specifier) ?? []);
      return targets.filter((target) => !paths.has(target)).map((target) => `${file.path} -> ${target}`);
    });
    expect(missing).toEqual([]);
  });

  it('would be caught in a planted circle of three, also through types', () => {
    const planted = [
      { path: 'core/a.ts', text: "import './b.js';" },
      { path: 'core/b.ts', text: "import type { C } from '../money/c.js';" },
      { path: 'money/c.ts', text: "export { a } from '../core/a.js';" },
      { path: 'money/d.ts', text: "import './c.js';" },
    ];
    expect(cycles(planted)).toEqual(['core/a.ts -> core/b.ts -> money/c.ts -> core/a.ts']);
  });
});

/** Depth-first search; each circle is told once, from where it was entered. */
function cycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file.text).flatMap((specifier) => targetOf(file.path, specifier) ?? []),
    ]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    done.add(path);
  };
  for (const path of targets.keys()) visit(path);
  return found;
}
