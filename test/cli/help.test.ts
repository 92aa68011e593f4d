import { beforeAll, describe, expect, it } from 'vitest';
import { REPORT_FORMAT_IDS } from '../../src/report/format.js';
import { STAGES, writeOffersFor, writeShop } from './example-world.js';
import { cliFolder, type ShellRun } from './folder.js';
import { runHere } from './in-process.js';

const folder = cliFolder();

/** Every command, each after those whose files its examples read. */
const COMMANDS = [
  'init',
  'rules',
  'keys',
  'audit',
  'references',
  'quarantine',
  'approve',
  'approvals',
  'seal',
  'book',
  'calibrate',
] as const;

/** Commands on a live sale: their examples need a server; test/redis/cli-sale.test.ts runs them on one. */
const SALE_COMMANDS = [
  'open',
  'status',
  'watch',
  'restock',
  'withdraw',
  'drain',
  'freeze',
  'close',
  'resume',
  'doctor',
  'sweep',
  'export',
] as const;

/** Commands of what comes after a sale: their examples need its orders; their own tests run them. */
const AFTER_COMMANDS = [
  'replay',
  'incident',
  'plan',
  'approve-plan',
  'apply',
  'explain',
  'plan-report',
  'followup',
] as const;

/** Commands that are groups, with what they hold. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  keys: ['new', 'show'],
  approvals: ['list', 'verify'],
  book: ['verify', 'show', 'diff'],
  incident: ['open', 'set', 'evidence', 'stage', 'show'],
};

async function help(...command: readonly string[]): Promise<string> {
  const run = await runHere(folder.path, [...command, '--help']);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  return run.stdout;
}

describe('help', () => {
  it.each([...COMMANDS, ...AFTER_COMMANDS])(
    'of %s says what it does, its options and examples',
    async (command) => {
      const text = await help(command);
      expect(text).toMatch(new RegExp(`^Usage: saleguard ${command} \\[options\\]`));
      expect(text).toContain('Options:');
      expect(text).toContain('Examples:');
      expect(text).not.toContain('[]');
      for (const name of GROUPS[command] ?? []) {
        expect(text).toMatch(new RegExp(`^ {2}${name}\\b.* {2}\\S`, 'm'));
        expect(await help(command, name)).toMatch(
          new RegExp(`^Usage: saleguard ${command} ${name} \\[options\\]`),
        );
      }
    },
  );

  it.each([
    'audit',
    'references',
    'quarantine',
    'seal',
    'calibrate',
    'approvals',
    'book verify',
    'book show',
    'book diff',
  ])('of %s says what its exit codes mean', async (command) => {
    expect(await help(...command.split(' '))).toMatch(/Exit codes(?: of verify)?: 0 \w/);
  });

  it('stands behind help, help <command> and no command at all', async () => {
    const main = await help();
    const listed = [...main.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*)\b.* {2,}\S/gm)].map(([, name]) => name);
    expect(listed.filter((name) => name !== 'help' && name !== 'saleguard').sort()).toEqual(
      [...COMMANDS, ...SALE_COMMANDS, ...AFTER_COMMANDS].sort(),
    );
    expect((await runHere(folder.path, ['help'])).stdout).toBe(main);
    expect((await runHere(folder.path, [])).stderr).toContain('Commands:');
    for (const command of COMMANDS) {
      expect((await runHere(folder.path, ['help', command])).stdout).toBe(await help(command));
    }
    for (const group of Object.keys(GROUPS)) {
      const run = await runHere(folder.path, [group]);
      expect(run).toMatchObject({ exitCode: 2, stdout: '' });
      expect(run.stderr).toContain(`Usage: saleguard ${group} [options] [command]`);
    }
  });

  it('names every value an option takes', async () => {
    const text = (await help('audit')).replaceAll(/\s+/g, ' ');
    const formats = `${REPORT_FORMAT_IDS.slice(0, -1).join(', ')} or ${String(REPORT_FORMAT_IDS.at(-1))}`;
    for (const value of [formats, 'canonical', 'korean', 'euc-kr', 'cp949', '"en"', '"ko"', '"warn"']) {
      expect(text).toContain(value);
    }
  });

  it('--version prints the version of the package', async () => {
    const run = await runHere(folder.path, ['--version']);
    expect(run.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the examples of help', () => {
  const done = new Set<string>();

  /** The files that examples name, as a shop would have them. */
  beforeAll(() => {
    writeShop(folder);
  });

  // What one example writes, a later one reads.
  it.each([...COMMANDS, 'saleguard'])('of %s all run', async (command) => {
    const text = command === 'saleguard' ? await help() : await help(command);
    const examples = examplesOf(text).filter((example) => !done.has(example));
    expect(examples.length).toBeGreaterThan(0);
    await STAGES[command]?.(folder);
    for (const example of examples) {
      done.add(example);
      writeOffersFor(folder, example);
      const { exitCode, stderr } = await run(example);
      expect({ example, exitCode, stderr }).toEqual({
        example,
        exitCode: 0,
        stderr: stderr.includes('which is mapped to') ? stderr : '',
      });
    }
  });
});

/** Command lines of a help text, with continuation lines joined and remarks behind two blanks left out. */
function examplesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^ {2}(?:gunzip -c \S+ \| |SALEGUARD_KEY=\S+ \S+ )?saleguard /.test(line))
    .map((line) => line.trim().split(/ {2,}/)[0] ?? '');
}

async function run(example: string): Promise<ShellRun> {
  if (example.includes('|')) return folder.shell(example.replace('gunzip -c', 'cat'));
  const key = /^SALEGUARD_KEY="\$\(cat (\S+)\)" /.exec(example);
  const line = example.slice(key?.[0].length ?? 0);
  const env = key === null ? {} : { SALEGUARD_KEY: folder.read(key[1] ?? '') };
  return runHere(folder.path, wordsOf(line).slice(1), { env });
}

/** Words of a command line, as a shell makes them of these examples: quotes keep blanks together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, one, two, plain]) => one ?? two ?? plain ?? '',
  );
}
