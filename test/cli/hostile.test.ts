import { describe, expect, it } from 'vitest';
import { HOSTILE_CASES } from '../hostile/cases.js';
import { cliFolder, runOrdinary } from './folder.js';
import { commandLine, faultsOf, makeFiles } from './hostile-run.js';
import { runHere } from './in-process.js';

/** Longest a case may take; most take milliseconds. */
const LIMIT_MS = 20_000;
/** Each of so many cases also runs as a process of its own. */
const PROCESS_EVERY = 12;

const root = cliFolder().path;
const isSuperuser = process.getuid?.() === 0;

describe('hostile files end in an outcome, not in a crash', () => {
  it('there are at least 80 of them', () => {
    expect(HOSTILE_CASES.length).toBeGreaterThanOrEqual(80);
    expect(new Set(HOSTILE_CASES.map(({ name }) => name)).size).toBe(HOSTILE_CASES.length);
  });

  const readable = HOSTILE_CASES.filter(({ unreadable }) => unreadable === undefined || !isSuperuser);

  it.each(readable.map((hostile) => [hostile.name, hostile] as const))(
    '%s',
    async (_, hostile) => {
      const run = await runHere(makeFiles(hostile, root), commandLine(hostile));
      expect(faultsOf(hostile, run)).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe('the process ends as the command line in this process does', () => {
  const sample = HOSTILE_CASES.filter(
    ({ unreadable }, index) => unreadable !== undefined || index % PROCESS_EVERY === 0,
  );

  it('for ten cases and more, those nobody may read among them', () => {
    expect(sample.length).toBeGreaterThanOrEqual(10);
    expect(sample.some(({ unreadable }) => unreadable !== undefined)).toBe(true);
  });

  it.each(sample.map((hostile) => [hostile.name, hostile] as const))('%s', (_, hostile) => {
    const folder = makeFiles(hostile, root);
    expect(faultsOf(hostile, runOrdinary(folder, commandLine(hostile)))).toEqual([]);
  });
});
