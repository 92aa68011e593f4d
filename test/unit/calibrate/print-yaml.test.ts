import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainSection } from '../../../src/calibrate/merge-limits.js';
import { printYaml } from '../../../src/calibrate/print-yaml.js';
import { readDocument } from '../../../src/wire/yaml-document.js';

const NO_COMMENTS = (): readonly string[] => [];
const key = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((text) => text !== '__proto__');
const scalar = fc.oneof(
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).map((value) => value + 0),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'no',
    'yes',
    '010',
    '1_000',
    '~',
    '- a',
    '# b',
    'a: b',
    '판매가',
    "it's",
    '"',
    '\\',
    '\n',
    '\u2028',
  ),
  fc.constant(null),
);
const document = fc.letrec<{ value: unknown; section: PlainSection }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.array(tie('section'), { maxLength: 3 }),
    tie('section'),
  ),
  section: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}));

describe('printed YAML', () => {
  it('reads back as what was printed, without a word from a strict reader', () => {
    fc.assert(
      fc.property(document.section, (section) => {
        fc.pre(Object.keys(section).length > 0);
        const read = readDocument(printYaml(section, NO_COMMENTS));
        expect(read.problems).toEqual([]);
        expect(read.value).toEqual(JSON.parse(JSON.stringify(section)));
      }),
    );
  });

  it('puts comments before what they are about', () => {
    const item = { category: 'A', limit: 1 };
    const rule = { limit: 2, overrides: [item] };
    const comments = new Map<object, readonly string[]>([
      [rule, ['whole']],
      [item, ['one', 'two']],
    ]);
    expect(printYaml({ rule }, (section) => comments.get(section) ?? [])).toBe(
      [
        'rule:',
        '  # whole',
        '  limit: 2',
        '  overrides:',
        '    # one',
        '    # two',
        '    - category: "A"',
        '      limit: 1',
        '',
      ].join('\n'),
    );
  });
});
