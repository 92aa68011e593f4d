import { beforeAll, describe, expect, it } from 'vitest';
import { runSaleguard } from '../support/cli.js';
import { fencedBlocks, pages, type Page } from './markdown.js';

interface ShownCommand {
  readonly at: string;
  readonly words: readonly string[];
}

const SHELLS: readonly string[] = ['sh', 'bash', 'shell', 'console', 'text', ''];

const shown = pages().flatMap((page) => [
  ...fencedBlocks(page).flatMap((block) => (SHELLS.includes(block.language) ? commandsIn(block) : [])),
  ...inlineCommandsIn(page),
]);

describe('commands shown in the documentation', () => {
  /** Help by command, that of a group's commands by both words. */
  const help = new Map<string, string>();

  beforeAll(async () => {
    help.set('', await helpOf());
    for (const name of namesIn(help.get('') ?? '')) {
      help.set(name, await helpOf(name));
      for (const part of namesIn(help.get(name) ?? '')) help.set(`${name} ${part}`, await helpOf(name, part));
    }
  });

  it('has commands to look at', () => {
    const names = [...help.keys()];
    expect(names).toEqual(
      expect.arrayContaining(['audit', 'seal', 'keys new', 'book diff', 'approvals list']),
    );
    expect(shown.length).toBeGreaterThan(0);
  });

  it('use only subcommands and options the command has', () => {
    expect(shown.flatMap((command) => problemsOf(command, help))).toEqual([]);
  });

  it('show every command, those of groups included', () => {
    const used = new Set(shown.map((command) => nameOf(command, help)));
    const groups = [...help.keys()].flatMap((name) => name.split(' ').slice(0, -1));
    const single = [...help.keys()].filter((name) => name !== '' && !groups.includes(name));
    expect(single.filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('a wrong line in the documentation is named', () => {
  const help = new Map([
    ['', 'Options:\n  -V, --version  print\n'],
    [
      'audit',
      'Options:\n  --policy <file>  rules\n  --out <file...>  where\n\nExamples:\n  saleguard audit --old\n',
    ],
    ['book', 'Options:\n  -h, --help  help\n'],
    ['book diff', 'Options:\n  --policy <file>  rules\n'],
  ]);
  const planted = (line: string): readonly string[] => {
    const commands = commandsIn({ page: 'PLANTED.md', line: 7, text: line });
    return commands.flatMap((command) => problemsOf(command, help));
  };

  it.each([
    ['saleguard judge a.csv', 'PLANTED.md:7: there is no command judge'],
    ['$ npx saleguard audit a.csv --polciy p.yaml', 'PLANTED.md:7: audit has no option --polciy'],
    ['gzip -dc a.gz | saleguard audit - --strict', 'PLANTED.md:7: audit has no option --strict'],
    ['saleguard audit a.csv \\\n  --fast', 'PLANTED.md:7: audit has no option --fast'],
    ['saleguard audit a.csv --old', 'PLANTED.md:7: audit has no option --old'],
    ['saleguard book dif a b', 'PLANTED.md:7: there is no command book dif'],
    ['saleguard book diff a b --plicy p.yaml', 'PLANTED.md:7: book diff has no option --plicy'],
  ])('%s', (line, said) => {
    expect(planted(line)).toEqual([said]);
  });

  it('and a right one is not', () => {
    expect(planted('saleguard audit a.csv --policy=p.yaml --out - # all of it')).toEqual([]);
    expect(planted('saleguard --version')).toEqual([]);
    expect(planted('SALEGUARD_KEY="$(cat me.key)" saleguard book diff a b --policy p.yaml')).toEqual([]);
    expect(planted('saleguard book --help')).toEqual([]);
  });

  it('also within a sentence', () => {
    const page = {
      path: 'PLANTED.md',
      text: 'Then\n`saleguard audit a.csv\n--fast` and `saleguard audit`.\n',
    };
    const problems = inlineCommandsIn(page).flatMap((command) => problemsOf(command, help));
    expect(problems).toEqual(['PLANTED.md:2: audit has no option --fast']);
  });
});

/** Lines that run the command, with continuation lines joined; `page:line` of the first. */
function commandsIn(block: {
  readonly page: string;
  readonly line: number;
  readonly text: string;
}): readonly ShownCommand[] {
  const found: ShownCommand[] = [];
  const lines = block.text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const at = `${block.page}:${block.line + index}`;
    let line = lines[index] ?? '';
    while (line.endsWith('\\') && index + 1 < lines.length)
      line = `${line.slice(0, -1)} ${lines[++index] ?? ''}`;
    const match =
      /(?:^|\| |&& )\s*(?:\$ )?(?:[A-Z_]+=\S*(?: [^"\s]+")? )?(?:npx (?:--\S+ )*)?saleguard\s+([^|#]*)/.exec(
        line,
      );
    const words = match?.[1]?.trim().split(/\s+/) ?? [];
    if (words.some((word) => word !== '') && !line.includes('saleguard:')) found.push({ at, words });
  }
  return found;
}

/** Commands in the sentences of a page, as inline code. */
function inlineCommandsIn(page: Page): readonly ShownCommand[] {
  // Blocks give way to as many empty lines, so that lines keep their numbers.
  const text = page.text.replace(/^\s*(`{3,})[^\n]*\n[\s\S]*?^\s*\1\s*$/gm, (block) =>
    block.replace(/[^\n]/g, ''),
  );
  return [...text.matchAll(/`(?:npx )?saleguard\s([^`]+)`/g)].flatMap((match) => {
    const [first = '', second = '', ...rest] = (match[1] ?? '').trim().split(/\s+/);
    const at = `${page.path}:${String(text.slice(0, match.index).split('\n').length)}`;
    // `saleguard book verify|show` names two commands.
    return second.split('|').map((part) => ({ at, words: [first, part, ...rest] }));
  });
}

async function helpOf(...command: readonly string[]): Promise<string> {
  const { stdout } = await runSaleguard([...command, '--help']);
  return stdout;
}

/** Commands a help text lists. */
function namesIn(text: string): string[] {
  const list = /^Commands:\n((?: .*\n)+)/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/^ {2}([a-z]+(?:-[a-z]+)*)\b/gm)]
    .map(([, name = '']) => name)
    .filter((name) => name !== 'help');
}

/** What a command is called in its help; of a group with the word behind it. */
function nameOf({ words }: ShownCommand, help: ReadonlyMap<string, string>): string {
  const [first = '', second = ''] = words;
  if (first === 'help' || first.startsWith('-') || first.startsWith('<')) return '';
  const isGroup = [...help.keys()].some((name) => name.startsWith(`${first} `));
  return isGroup && second !== '' && !second.startsWith('-') ? `${first} ${second}` : first;
}

function problemsOf(command: ShownCommand, help: ReadonlyMap<string, string>): readonly string[] {
  const name = nameOf(command, help);
  const text = help.get(name);
  if (text === undefined) return [`${command.at}: there is no command ${name}`];
  const known = new Set(
    [...text.matchAll(/^ {2}(?:(-\w), )?(--[\w-]+)/gm)]
      .flatMap(([, short = '', long = '']) => [short, long])
      .concat('--help', '-h'),
  );
  return command.words
    .filter((word) => /^--?[A-Za-z]/.test(word))
    .map((word) => word.split('=')[0] ?? word)
    .filter((option) => !known.has(option))
    .map((option) => `${command.at}: ${name === '' ? 'saleguard' : name} has no option ${option}`);
}
