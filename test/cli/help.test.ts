import { beforeAll, describe, expect, it } from 'vitest';
import { cp949 } from './cp949.js';
import { cliFolder, lines } from './folder.js';
import { runHere } from './in-process.js';

const folder = cliFolder();
const COMMANDS = ['audit', 'rules', 'references', 'init'];

/** The files that examples name, as a shop would have them. */
beforeAll(() => {
  const offers = lines('sku,price,currency,list_price', 'EP-100,129000,KRW,159000');
  folder.write('tomorrow.csv', offers);
  folder.write(
    'today.csv',
    lines('sku,observed_on,price,currency,list_price', 'EP-100,2026-07-02,129000,KRW,159000'),
  );
  const history = lines('sku,price_list,observed_on,price,currency', 'EP-100,,2026-07-01,129000,KRW');
  folder.write('prices.csv.gz', history);
  folder.write('history.csv.gz', history);
  folder.write('tomorrow.csv.gz', offers);
});

async function help(...command: readonly string[]): Promise<string> {
  const run = await runHere(folder.path, [...command, '--help']);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  return run.stdout;
}

/** Command lines of a help text, with continuation lines joined and remarks behind two blanks left out. */
function examplesOf(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => /^ {2}(?:gunzip -c \S+ \| )?saleguard /.test(line))
    .map((line) => line.trim().split(/ {2,}/)[0] ?? '');
}

describe('help', () => {
  it('of each command says what it does, its options, examples and exit codes', async () => {
    for (const command of COMMANDS) {
      const text = await help(command);
      expect(text).toMatch(new RegExp(`^Usage: saleguard ${command} \\[options\\]`));
      expect(text).toContain('Options:');
      expect(text).toContain('Examples:');
    }
    for (const command of ['audit', 'references']) expect(await help(command)).toContain('Exit codes: 0 ');
  });

  it('stands behind help, help <command> and no command at all', async () => {
    const main = await help();
    for (const command of COMMANDS) expect(main).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect((await runHere(folder.path, ['help'])).stdout).toBe(main);
    expect((await runHere(folder.path, ['help', 'audit'])).stdout).toBe(await help('audit'));
  });

  it('names every value an option takes', async () => {
    const text = await help('audit');
    for (const value of [
      'text, json, jsonl or html',
      'canonical',
      'korean',
      'euc-kr',
      'cp949',
      '"en"',
      '"ko"',
      '"warn"',
    ]) {
      expect(text).toContain(value);
    }
  });

  it('--version prints the version of the package', async () => {
    const run = await runHere(folder.path, ['--version']);
    expect(run.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('the examples of help', () => {
  it('all run', async () => {
    const texts = [await help(), ...(await Promise.all(COMMANDS.map((command) => help(command))))];
    const examples = [...new Set(texts.flatMap(examplesOf))];
    expect(examples.length).toBeGreaterThan(12);
    // What one example writes, a later one reads.
    expect((await runHere(folder.path, ['init'])).exitCode).toBe(0);
    for (const example of examples) {
      if (example === 'saleguard init') continue;
      const korean = example.includes('품번') || example.includes('--preset korean');
      const offers = korean
        ? lines(example.includes('품번') ? '품번,판매가' : '상품코드,판매가', 'EP-100,129000')
        : lines('sku,price,currency,list_price', 'EP-100,129000,KRW,159000');
      folder.write('tomorrow.csv', example.includes('euc-kr') ? cp949(offers) : offers);
      const run = example.includes('|')
        ? folder.shell(example.replace('gunzip -c', 'cat'))
        : await runHere(folder.path, example.split(/\s+/).slice(1).map(unquoted));
      expect({ example, exitCode: run.exitCode, stderr: run.stderr }).toEqual({
        example,
        exitCode: 0,
        stderr: run.stderr.includes('which is mapped to') ? run.stderr : '',
      });
    }
  });
});

function unquoted(word: string): string {
  return word.replaceAll(/["']/g, '');
}
