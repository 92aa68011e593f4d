import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portablePath, portableUri } from '../../../src/report/portable-path.js';

describe('portablePath', () => {
  it.each([
    ['catalog.csv', 'catalog.csv'],
    ['./prices//tomorrow.csv', 'prices/tomorrow.csv'],
    ['prices/../tomorrow.csv', 'tomorrow.csv'],
    ['../other/tomorrow.csv', '../other/tomorrow.csv'],
    ['../../a/../b.csv', '../../b.csv'],
    [String.raw`prices\tomorrow.csv`, 'prices/tomorrow.csv'],
    ['/home/somebody/tomorrow.csv', 'tomorrow.csv'],
    [String.raw`C:\Users\somebody\tomorrow.csv`, 'tomorrow.csv'],
    ['C:tomorrow.csv', 'tomorrow.csv'],
    [String.raw`\\server\share\tomorrow.csv`, 'tomorrow.csv'],
    ['standard input', 'standard input'],
    ['/', '?'],
    ['', '?'],
  ])('of %j is %j', (file, path) => {
    expect(portablePath(file)).toBe(path);
  });

  it('keeps no folder of an absolute path', () => {
    const names = fc.string({ unit: fc.constantFrom('\\', ':', '.', 'C', 'a', ' ', '/') });
    fc.assert(
      fc.property(fc.constantFrom('/', '\\', 'C:', 'C:/'), names, (root, name) => {
        expect(portablePath(`${root}${name}`)).not.toMatch(/[/\\]/);
      }),
    );
  });
});

describe('portableUri', () => {
  it('is a relative reference that reads back to the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (file) => {
        const uri = portableUri(file);
        expect(uri).toMatch(/^(?:[A-Za-z0-9._~!'()*/-]|%[0-9A-F]{2})+$/);
        expect(decodeURIComponent(uri)).toBe(portablePath(file));
      }),
    );
  });

  it('holds half a character as a replacement', () => {
    expect(portableUri('a\ud800b.csv')).toBe('a%EF%BF%BDb.csv');
  });
});
