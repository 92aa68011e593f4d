import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { HOSTILE_CASES } from '../hostile/cases.js';
import { cliFolder, MAIN } from './folder.js';
import { commandLine, faultsOf, makeFiles, type HostileRun } from './hostile-run.js';
import { runHere } from './in-process.js';

/** Longest a case may take; most take milliseconds. */
const LIMIT_MS = 20_000;
/** Each of so many cases also runs as a process of its own. */
const PROCESS_EVERY = 12;
/** User and group `nobody`, from whom a superuser's files can be closed. */
const NOBODY = 65_534;

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
    expect(
      faultsOf(hostile, asProcess(commandLine(hostile), folder, hostile.unreadable !== undefined)),
    ).toEqual([]);
  });
});

/** The built command, as another user when a file must be closed to us and we are the superuser. */
function asProcess(args: readonly string[], cwd: string, needsOrdinaryUser: boolean): HostileRun {
  const other = needsOrdinaryUser && isSuperuser ? { uid: NOBODY, gid: NOBODY } : {};
  const run = spawnSync(process.execPath, [MAIN, ...args], {
    cwd,
    encoding: 'utf8',
    input: '',
    timeout: LIMIT_MS,
    maxBuffer: 1 << 28,
    ...other,
  });
  return { exitCode: run.status ?? undefined, stdout: run.stdout, stderr: run.stderr };
}
