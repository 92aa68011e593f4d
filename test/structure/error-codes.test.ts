import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src/core/errors.js';
import { sourceFiles, type SourceFile } from './source-files.js';

const CODES = Object.keys(ERROR_CODES);

describe('error codes', () => {
  const used = new Map(
    sourceFiles().flatMap((file) => codesIn(file).map((code) => [code, file.path] as const)),
  );

  it.each(CODES)('%s is used somewhere in src', (code) => {
    expect([...used.keys()]).toContain(code);
  });

  it('used in src all stand in the table', () => {
    expect([...used].filter(([code]) => !CODES.includes(code))).toEqual([]);
  });

  it('are told to callers in words, without a full stop', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(meaning.length, code).toBeGreaterThan(20);
      expect(meaning, code).not.toMatch(/\.$/);
    }
  });
});

/** String literals given as `code:` to anything that makes an error: `new GuardError({ code })`, `super({ code })`, or a type. */
function codesIn(file: SourceFile): readonly string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code' && makesAnError(node)) {
      collect(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  const collect = (node: ts.Expression): void => {
    if (ts.isStringLiteral(node)) found.push(node.text);
    if (ts.isConditionalExpression(node)) {
      collect(node.whenTrue);
      collect(node.whenFalse);
    }
  };
  visit(tree);
  return found;
}

function makesAnError(property: ts.PropertyAssignment): boolean {
  const call = property.parent.parent;
  if (ts.isNewExpression(call)) return call.expression.getText().endsWith('Error');
  return ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword;
}
