import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../../src/cli/io.js';
import { describeProgress, ProgressLine } from '../../../src/cli/progress.js';
import { displayWidth } from '../../../src/text/display-width.js';
import { fakeIo } from './fake-io.js';

const CLEAR = '\r\u001b[2K';
const HALF = { label: 'judging catalog.csv', rowCount: 412_000, bytesRead: 50, bytesTotal: 100 };

interface Watched {
  readonly line: ProgressLine;
  readonly written: () => string;
  /** Moves the clock. */
  readonly at: (ms: number) => void;
}

function watched(members: Partial<CliIo> = {}, isQuiet = false): Watched {
  const world = fakeIo();
  let now = 1000;
  const io = { ...world.io, stderrIsTerminal: true, monotonicMs: () => now, ...members };
  const line = new ProgressLine(io, { isQuiet });
  return { line, written: () => world.stderr(), at: (ms) => void (now = 1000 + ms) };
}

describe('the words of progress', () => {
  it('are rows, rows a second, the share read and the time left', () => {
    expect(describeProgress({ ...HALF, bytesRead: 25 }, 500)).toBe(
      'judging catalog.csv: 412,000 rows, 824,000 rows/s, 25 %, 2 s left',
    );
  });

  it('give long times in minutes', () => {
    expect(describeProgress({ ...HALF, bytesRead: 1 }, 10_000)).toContain('1 %, 17 min left');
  });

  it('leave out what a stream of unknown length cannot tell', () => {
    expect(describeProgress({ ...HALF, bytesTotal: undefined }, 1000)).toBe(
      'judging catalog.csv: 412,000 rows, 412,000 rows/s',
    );
  });

  it('never go beyond the whole, also when a file grows while it is read', () => {
    expect(describeProgress({ ...HALF, bytesRead: 150 }, 1000)).toContain('100 %, 0 s left');
  });
});

describe('the progress line', () => {
  it('is drawn on a terminal, over itself, and removed in the end', () => {
    const { line, written, at } = watched();
    at(200);
    line.tick(HALF);
    at(1000);
    line.tick({ ...HALF, rowCount: 824_000 });
    line.clear();
    const draws = written().split(CLEAR);
    expect(draws).toHaveLength(4);
    expect(draws[2]).toContain('824,000 rows');
    expect(draws[3]).toBe('');
  });

  it('stays away from a run that is over in a moment', () => {
    const { line, written, at } = watched();
    at(50);
    line.tick(HALF);
    line.clear();
    expect(written()).toBe('');
  });

  it('is not drawn for every batch of rows', () => {
    const { line, written, at } = watched();
    for (let ms = 0; ms < 1000; ms += 10) {
      at(ms);
      line.tick(HALF);
    }
    expect(written().split(CLEAR).length - 1).toBeLessThanOrEqual(9);
  });

  it('counts the time of each file from its own start', () => {
    const { line, written, at } = watched();
    at(10_000);
    line.tick({ ...HALF, label: 'reading history.csv' });
    at(11_000);
    line.tick(HALF);
    at(12_000);
    line.tick(HALF);
    expect(written()).toContain('412,000 rows/s, 50 %, 1 s left');
  });

  it.each([
    ['standard error is no terminal', { stderrIsTerminal: false }, false],
    ['--quiet', {}, true],
  ] as const)('is never drawn with %s', (_, members, isQuiet) => {
    const { line, written, at } = watched(members, isQuiet);
    at(5000);
    line.tick(HALF);
    line.clear();
    expect(written()).toBe('');
  });

  it('fits the terminal, in which a Hangul syllable takes two columns', () => {
    const { line, written, at } = watched({ width: 30 });
    at(5000);
    line.tick({ ...HALF, label: 'judging 내일-행사-카탈로그-최종-진짜최종.csv' });
    expect(displayWidth(written().replace(CLEAR, ''))).toBeLessThan(30);
  });

  it('takes out of a file name what a terminal would obey', () => {
    const { line, written, at } = watched();
    at(5000);
    line.tick({ ...HALF, label: 'judging \u001b[31mevil\u0007.csv' });
    expect(written()).toContain('judging [31mevil.csv: 412,000 rows');
  });
});
