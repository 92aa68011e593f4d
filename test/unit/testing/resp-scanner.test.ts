import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from '../../../src/testing/proxied-request.js';
import { FrameScanner } from '../../../src/testing/resp-scanner.js';
import { decodeFrame, encodeRequest, RespError } from '../../../src/testing/resp-value.js';

/** Texts with line ends and type letters inside, where a parser that looks for them goes wrong. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '\r\n', '$5\r\nhello\r\n', '*1\r\n', '-ERR', '|1\r\n', '\0', '가격'),
);
const line = fc.stringMatching(/^[ -~]{0,20}$/);

const blob = (sign: string) => (value: string) => `${sign}${Buffer.byteLength(value)}\r\n${value}\r\n`;
const leaf: fc.Arbitrary<string> = fc.oneof(
  text.map(blob('$')),
  text.map(blob('!')),
  text.map((value) => blob('=')(`txt:${value}`)),
  line.map((value) => `+${value}\r\n`),
  line.map((value) => `-${value}\r\n`),
  fc.maxSafeInteger().map((value) => `:${value}\r\n`),
  fc.bigInt().map((value) => `(${value}\r\n`),
  fc.double().map((value) => `,${value}\r\n`),
  fc.constantFrom('_\r\n', '#t\r\n', '#f\r\n', '$-1\r\n', '*-1\r\n', '*0\r\n', '%0\r\n'),
);

/** Any RESP2 or RESP3 value as its bytes, nested. */
const { value } = fc.letrec<{ value: string }>((tie) => {
  const list = fc.array(tie('value'), { maxLength: 4 });
  const pairs = fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 });
  const flat = (entries: readonly (readonly [string, string])[]) =>
    entries.map((pair) => pair.join('')).join('');
  return {
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom('*', '~', '>'), list)
        .map(([sign, all]) => `${sign}${all.length}\r\n${all.join('')}`),
      pairs.map((all) => `%${all.length}\r\n${flat(all)}`),
      fc.tuple(pairs, tie('value')).map(([all, after]) => `|${all.length}\r\n${flat(all)}${after}`),
    ),
  };
});

function split(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort(
    (left, right) => left - right,
  );
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

function scan(scanner: FrameScanner, chunks: readonly Buffer[]): Buffer[] {
  const frames: Buffer[] = [];
  for (const chunk of chunks) {
    scanner.push(chunk);
    for (let frame = scanner.next(); frame !== undefined; frame = scanner.next()) frames.push(frame);
  }
  return frames;
}

const cuts = fc.array(fc.nat(5_000), { maxLength: 12 });

describe('FrameScanner', () => {
  it('finds every reply, whole and once, wherever the chunks are split', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), cuts, (values, places) => {
        const scanner = new FrameScanner('replies');
        const frames = scan(scanner, split(Buffer.from(values.join('')), places));
        expect(frames.map(String)).toEqual(values);
        expect(scanner.heldBytes).toBe(0);
        for (const frame of frames) decodeFrame(frame);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every request, inline ones among them, with the words that were sent', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,12}$/);
    const request = fc.oneof(
      fc.array(text, { maxLength: 5 }).map((words) => ({ bytes: encodeRequest(words), words })),
      fc
        .array(word, { maxLength: 3 })
        .map((words) => ({ bytes: Buffer.from(`${words.join(' ')}\r\n`), words })),
    );
    fc.assert(
      fc.property(fc.array(request, { maxLength: 8 }), cuts, (requests, places) => {
        const bytes = Buffer.concat(requests.map((one) => one.bytes));
        const frames = scan(new FrameScanner('requests'), split(bytes, places));
        const expected = requests.map(({ words: [name, ...rest] }) =>
          name === undefined ? undefined : { name: name.toUpperCase(), arguments: rest },
        );
        // Texts that are no UTF-8 come back as what UTF-8 makes of them, on both sides.
        expect(frames.map(readRequest)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('hands out nothing before the last byte is there', () => {
    const bytes = Buffer.from('*2\r\n$5\r\na\r\nbc\r\n%1\r\n+key\r\n:1\r\n');
    const scanner = new FrameScanner('replies');
    for (const [index, byte] of bytes.entries()) {
      scanner.push(Buffer.from([byte]));
      expect(scanner.next() !== undefined).toBe(index === bytes.length - 1);
    }
  });

  it('gives back what it holds for a stream that stops being frames', () => {
    const scanner = new FrameScanner('replies');
    scanner.push(Buffer.from('+FULLRESYNC x 0\r\n$EOF:abc'));
    expect(String(scanner.next())).toBe('+FULLRESYNC x 0\r\n');
    expect(String(scanner.takeRest())).toBe('$EOF:abc');
    expect(scanner.heldBytes).toBe(0);
  });

  it.each([
    'HTTP/1.1 400 Bad Request\r\n',
    '$five\r\n',
    '*1.5\r\n',
    '$-2\r\n',
    '$999999999\r\n',
    '*\r\n',
    '\0\r\n',
  ])('refuses %j, without repeating it', (bytes) => {
    const scanner = new FrameScanner('replies');
    scanner.push(Buffer.from(bytes));
    expect(() => scanner.next()).toThrow('the stream is not RESP');
  });
});

describe('decodeFrame', () => {
  it.each([
    ['+OK\r\n', 'OK'],
    [':42\r\n', 42],
    [':9007199254740993\r\n', 9007199254740993n],
    ['(12345678901234567890\r\n', 12345678901234567890n],
    [',1.5\r\n', 1.5],
    [',inf\r\n', Number.POSITIVE_INFINITY],
    [',-inf\r\n', Number.NEGATIVE_INFINITY],
    [',nan\r\n', Number.NaN],
    ['#t\r\n', true],
    ['_\r\n', null],
    ['$-1\r\n', null],
    ['*-1\r\n', null],
    ['=7\r\ntxt:abc\r\n', 'abc'],
    ['*2\r\n$2\r\n\r\n\r\n*1\r\n:1\r\n', ['\r\n', [1]]],
    ['%1\r\n+a\r\n~1\r\n:1\r\n', new Map([['a', [1]]])],
    ['|1\r\n+ttl\r\n:3\r\n+value\r\n', 'value'],
    ['-MOVED 5 127.0.0.1:1\r\n', new RespError('MOVED 5 127.0.0.1:1')],
    ['!8\r\nERR a\r\nb\r\n', new RespError('ERR a\r\nb')],
  ])('reads %j', (frame, expected) => {
    expect(decodeFrame(Buffer.from(frame))).toEqual(expected);
  });

  it('names the kind of an error by its first word', () => {
    expect(new RespError('WRONGTYPE Operation against a key').code).toBe('WRONGTYPE');
  });
});
