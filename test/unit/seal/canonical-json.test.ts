import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/core/errors.js';
import { canonicalJson } from '../../../src/seal/canonical-json.js';

/** RFC 8785 appendix B: IEEE 754 bits and the text they must print as. */
const NUMBERS: readonly (readonly [bits: string, text: string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

function numberOf(bits: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${bits}`));
  return view.getFloat64(0);
}

function refusal(value: unknown): string {
  try {
    canonicalJson(value);
  } catch (error) {
    if (isGuardError(error, 'invalid-argument')) return error.message;
    throw error;
  }
  throw new Error('was accepted');
}

/** RFC 8785 section 3.2.4: the sample of section 3.2.2 as bytes. */
const SAMPLE_BYTES = [
  '7b226c69746572616c73223a5b6e756c6c2c7472',
  '75652c66616c73655d2c226e756d62657273223a',
  '5b3333333333333333332e333333333333332c31',
  '652b33302c342e352c302e3030322c31652d3237',
  '5d2c22737472696e67223a22e282ac245c753030',
  '30665c6e4127425c225c5c5c5c5c222f227d',
].join('');

describe('canonicalJson', () => {
  it.each(NUMBERS)('prints the double %s as %s (RFC 8785, appendix B)', (bits, text) => {
    expect(canonicalJson(numberOf(bits))).toBe(text);
  });

  it('prints the sample of RFC 8785 section 3.2.2', () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    expect(Buffer.from(canonicalJson(sample), 'utf8').toString('hex')).toBe(SAMPLE_BYTES);
  });

  it.each(['7fffffffffffffff', '7ff0000000000000', 'fff0000000000000'])(
    'has no text for the double %s, which is no number of JSON (RFC 8785, appendix B)',
    (bits) => {
      expect(refusal(numberOf(bits))).toContain('has no canonical JSON');
    },
  );

  it('orders keys by UTF-16 code units, as RFC 8785 section 3.2.3 shows', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(sample)) as object).slice(1)).toEqual([
      'Carriage Return',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
    expect(canonicalJson(sample).startsWith('{"\\r":"Carriage Return","1":"One","\u0080":')).toBe(true);
  });

  it('escapes control characters the short way where there is one and leaves U+2028 and U+007F alone', () => {
    expect(canonicalJson('\b\t\n\f\r\u0000\u001f"\\/\u007f\u2028')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\u007f\u2028"',
    );
  });

  it('keeps a key named __proto__ and one named constructor', () => {
    expect(canonicalJson(JSON.parse('{"constructor":2,"__proto__":1}'))).toBe(
      '{"__proto__":1,"constructor":2}',
    );
  });

  it.each([
    ['undefined', undefined],
    ['a function', (): number => 1],
    ['a bigint', 1n],
    ['a symbol', Symbol('x')],
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['a Set', new Set([1])],
    ['a boxed number', Object(1)],
    ['bytes', new Uint8Array(2)],
    ['a lone high surrogate', '\ud800'],
    ['a lone low surrogate', 'x\udc00y'],
    ['a lone surrogate in a key', { '\ud800': 1 }],
    ['a symbol key', { [Symbol('x')]: 1 }],
    ['a hole in an array', [1, , 3]],
  ])('refuses %s', (_what, value) => {
    expect(refusal(value)).toContain('has no canonical JSON');
    expect(refusal({ deep: [value] })).toContain('$.deep[0]');
  });

  it('refuses a key whose value is undefined instead of leaving it out', () => {
    expect(refusal({ a: 1, b: undefined })).toContain('$.b');
  });

  it('does not call toJSON', () => {
    expect(refusal({ toJSON: () => 1 })).toContain('$.toJSON');
  });

  it('ends at a cycle and at 65 levels', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(refusal(cycle)).toContain('nested more than 64');
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(canonicalJson(nested(64))).toHaveLength(129);
    expect(refusal(nested(65))).toContain('nested more than 64');
  });

  it('reads back as the same value and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
