import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ENTRIES = [
  'index.ts',
  'audit/index.ts',
  'remedy/index.ts',
  'fastify/index.ts',
  'otel/index.ts',
  'stores/memory/index.ts',
  'stores/redis/index.ts',
  'testing/index.ts',
];

const paths = ENTRIES.map((entry) => fileURLToPath(new URL(`../../src/${entry}`, import.meta.url)));
const program = ts.createProgram(paths, {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  skipLibCheck: true,
  types: ['node'],
});
const checker = program.getTypeChecker();

describe.each(paths.map((path, index) => [ENTRIES[index] ?? '', path] as const))(
  'public names of %s',
  (_, path) => {
    const names = publicNames(path);

    it('are listed', () => {
      expect(names.length).toBeGreaterThan(1);
    });

    it('say what they are in a doc comment', () => {
      const silent = names.filter((symbol) => docOf(symbol) === '').map((symbol) => symbol.name);
      expect(silent).toEqual([]);
    });
  },
);

function publicNames(path: string): readonly ts.Symbol[] {
  const file = program.getSourceFile(path);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker
    .getExportsOfModule(module)
    .map((symbol) =>
      (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol),
    );
}

function docOf(symbol: ts.Symbol): string {
  return ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
}
