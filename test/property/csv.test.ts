import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, type ReadLimits } from '../../src/catalog/format.js';
import { ByteWindow } from '../../src/readers/byte-window.js';
import { CsvScanner } from '../../src/readers/csv-scanner.js';

interface Read {
  readonly rows: readonly (readonly string[])[];
  readonly problems: readonly { readonly kind: string; readonly line: number }[];
}

/** Everything the scanner says of a file that comes in the given pieces, header and rows alike. */
function scan(pieces: readonly Uint8Array[], limits: ReadLimits = DEFAULT_LIMITS): Read {
  const window = new ByteWindow(limits.rowBytes);
  const scanner = new CsvScanner(window, limits);
  const rows: string[][] = [];
  const problems: { kind: string; line: number }[] = [];
  const drain = (): void => {
    for (;;) {
      const step = scanner.next();
      if (step === 'row') {
        rows.push(Array.from({ length: scanner.count }, (_, index) => scanner.field(index)));
        if (rows.length === 1) scanner.expectedCount = scanner.count;
      } else if (step === 'problem') problems.push({ kind: scanner.problem?.kind ?? '', line: scanner.line });
      else if (!window.refill()) return;
    }
  };
  for (const piece of pieces) {
    window.push(piece);
    drain();
  }
  window.finish(new Uint8Array(0));
  drain();
  return { rows, problems };
}

/** The oracle: csv-parse without any leniency but the one we state, that empty lines are passed over. */
function oracle(bytes: Uint8Array): readonly (readonly string[])[] | 'rejected' {
  try {
    return parse(Buffer.from(bytes), { recordDelimiter: ['\n', '\r\n'], skipEmptyLines: true });
  } catch {
    return 'rejected';
  }
}

/** Files over a few characters, so that every combination of quotes, separators and line ends is met soon. */
const soup = fc
  .array(
    fc.constantFrom(
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      '\r',
      'a',
      'b ',
      ' ',
      '\t',
      '한',
      '😀',
      '\u0000',
      '","',
      '"\n',
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => Buffer.from(parts.join('')));

/** Files that are right but for what `soup` may have put into a field. */
const field = fc.oneof(
  fc.constantFrom('', 'EP-100', '129000', '한글 이름', 'a b', ' x '),
  fc.constantFrom('"a,b"', '"a\nb"', '"a\r\nb"', '""', '"say ""hi"""', '"한글, 이름"'),
  fc.constantFrom('a"b', '"a"b', '"open', ' "a"', '\r'),
);
const file = fc
  .record({
    width: fc.integer({ min: 1, max: 4 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    isEnded: fc.boolean(),
    rows: fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
    isRagged: fc.boolean(),
  })
  .map(({ width, lineEnd, isEnded, rows, isRagged }) => {
    const lines = rows.map((row) =>
      (isRagged ? row : Array.from({ length: width }, (_, index) => row[index % row.length] ?? '')).join(','),
    );
    return Buffer.from(lines.join(lineEnd) + (isEnded ? lineEnd : ''));
  });

const input = fc.oneof(soup, file);

function piecesOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...places, bytes.length].map((end, index) =>
    bytes.subarray(index === 0 ? 0 : places[index - 1], end),
  );
}

describe('the CSV reader', () => {
  it('reads what csv-parse reads from every file it accepts', () => {
    const property = fc.property(input, (bytes) => {
      const read = scan([bytes]);
      if (read.problems.length === 0) expect(read.rows).toEqual(oracle(bytes));
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  it('finds a problem in every file csv-parse rejects', () => {
    const property = fc.property(input, (bytes) => {
      if (oracle(bytes) === 'rejected') expect(scan([bytes]).problems).not.toEqual([]);
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  it('finds problems beyond those of csv-parse only for a lone CR, and a NUL behind a closing quote', () => {
    const property = fc.property(input, (bytes) => {
      const read = scan([bytes]);
      if (read.problems.length === 0 || oracle(bytes) === 'rejected') return;
      expect(bytes.toString()).toMatch(/\r(?!\n)|"\0/);
    });
    fc.assert(property, { numRuns: 5_000 });
  });

  it('reads the same when cut at any one place', () => {
    const property = fc.property(input, (bytes) => {
      const whole = scan([bytes]);
      for (let cut = 0; cut <= bytes.length; cut++) {
        expect(scan([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(whole);
      }
    });
    fc.assert(property, { numRuns: 2_000 });
  });

  it('reads the same in any pieces under any limit of the row', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 6 });
    const property = fc.property(input, cuts, fc.integer({ min: 1, max: 40 }), (bytes, places, rowBytes) => {
      const limits = { ...DEFAULT_LIMITS, rowBytes };
      const whole = scan([bytes], limits);
      expect(scan(piecesOf(bytes, places), limits)).toEqual(whole);
      expect(
        scan(
          Array.from(bytes, (byte) => Uint8Array.of(byte)),
          limits,
        ),
      ).toEqual(whole);
    });
    fc.assert(property, { numRuns: 10_000 });
  });

  it('accounts for every line that is not empty, once', () => {
    const property = fc.property(input, (bytes) => {
      const { rows, problems } = scan([bytes]);
      const lines = bytes
        .toString()
        .split(/\r?\n/)
        .filter((line) => line !== '');
      // A row may take several lines, so there are at most as many rows and problems as lines; none without lines.
      expect(rows.length + problems.length).toBeLessThanOrEqual(lines.length);
      expect(rows.length + problems.length === 0).toBe(lines.length === 0);
      expect(new Set(problems.map((problem) => problem.line)).size).toBe(problems.length);
    });
    fc.assert(property, { numRuns: 5_000 });
  });
});
