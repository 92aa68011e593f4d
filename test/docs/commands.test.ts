import { beforeAll, describe, expect, it } from 'vitest';
import { runSaleguard } from '../support/cli.js';
import { fencedBlocks, pages } from './markdown.js';

interface ShownCommand {
  readonly at: string;
  readonly words: readonly string[];
}

const SHELLS: readonly string[] = ['sh', 'bash', 'shell', 'console', 'text', ''];

const shown = pages().flatMap((page) =>
  fencedBlocks(page).flatMap((block) => (SHELLS.includes(block.language) ? commandsIn(block) : [])),
);

describe('commands shown in the documentation', () => {
  const help = new Map<string, string>();

  beforeAll(async () => {
    const main = await runSaleguard(['--help']);
    help.set('', main.stdout);
    for (const [, name = ''] of main.stdout.matchAll(/^ {2}([a-z]+)\b.* {2,}\S/gm)) {
      if (name !== 'help' && name !== 'saleguard')
        help.set(name, (await runSaleguard([name, '--help'])).stdout);
    }
  });

  it('has commands to look at', () => {
    expect(help.size).toBeGreaterThan(3);
    expect(shown.length).toBeGreaterThan(0);
  });

  it('use only subcommands and options the command has', () => {
    expect(shown.flatMap((command) => problemsOf(command, help))).toEqual([]);
  });
});

describe('a wrong line in the documentation is named', () => {
  const help = new Map([
    ['', 'Options:\n  -V, --version  print\n'],
    ['audit', 'Options:\n  --policy <file>  rules\n  --out <file...>  where\n'],
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
  ])('%s', (line, said) => {
    expect(planted(line)).toEqual([said]);
  });

  it('and a right one is not', () => {
    expect(planted('saleguard audit a.csv --policy=p.yaml --out - # all of it')).toEqual([]);
    expect(planted('saleguard --version')).toEqual([]);
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
    const match = /(?:^|\| |&& )\s*(?:\$ )?(?:npx (?:--\S+ )*)?saleguard\s+([^|#]*)/.exec(line);
    const words = match?.[1]?.trim().split(/\s+/) ?? [];
    if (words.some((word) => word !== '') && !line.includes('saleguard:')) found.push({ at, words });
  }
  return found;
}

function problemsOf(command: ShownCommand, help: ReadonlyMap<string, string>): readonly string[] {
  const [first = '', ...rest] = command.words;
  const isMain = first.startsWith('-') || first.startsWith('<');
  const name = isMain || first === 'help' ? '' : first;
  const text = help.get(name);
  if (text === undefined) return [`${command.at}: there is no command ${name}`];
  const known = new Set(
    [...text.matchAll(/(?<=^|\s)--?[A-Za-z][\w-]*/gm)].map((match) => match[0]).concat('--help', '-h'),
  );
  return (isMain ? command.words : rest)
    .filter((word) => /^--?[A-Za-z]/.test(word))
    .map((word) => word.split('=')[0] ?? word)
    .filter((option) => !known.has(option))
    .map((option) => `${command.at}: ${name === '' ? 'saleguard' : name} has no option ${option}`);
}
