import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaches, ROOMS } from './rooms.js';
import { sourceFiles } from './source-files.js';

describe('the import table', () => {
  it('is kept by every file of src', () => {
    const files = sourceFiles();
    expect(files.length).toBeGreaterThan(50);
    expect(breaches(files)).toEqual([]);
  });

  it('lets nobody enter cli or testing', () => {
    for (const [name, room] of Object.entries(ROOMS)) {
      expect(room.rooms, name).not.toContain('cli');
      expect(room.rooms, name).not.toContain('testing');
    }
  });

  it('has no way back: the rooms can be put in an order in which each imports only earlier ones', () => {
    const names = Object.keys(ROOMS);
    for (const [name, room] of Object.entries(ROOMS)) {
      for (const other of room.rooms)
        expect(names.indexOf(other), `${name} -> ${other}`).toBeLessThan(names.indexOf(name));
    }
  });

  it('is the one printed in CONTRIBUTING.md', () => {
    const text = readFileSync(new URL('../../CONTRIBUTING.md', import.meta.url), 'utf8');
    const printed = text.split('\n').filter((line) => /^\| `[a-z]+\/` *\|/.test(line));
    const table = Object.entries(ROOMS).map(([name, room]) => [
      name,
      room.rooms.join(', ') || 'nothing',
      [...room.packages, ...room.builtins].join(', ') || 'none',
    ]);
    const cells = printed.map((line) => {
      const [, name = '', , rooms = '', packages = ''] = line
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', ''));
      return [name.replace('/', ''), rooms, packages];
    });
    expect(cells).toEqual(table);
  });
});

describe('a breach of the import table is named', () => {
  const planted = [
    [
      'a package in a pure room',
      'core/planted.ts',
      "import { z } from 'zod';",
      'core/planted.ts imports zod',
    ],
    [
      'a builtin in a pure room',
      'pricing/planted.ts',
      "import { readFileSync } from 'node:fs';",
      'imports node:fs',
    ],
    [
      'a room above',
      'money/planted.ts',
      "import { Offer } from '../catalog/offer.js';",
      'money may not enter catalog',
    ],
    [
      'a type only',
      'catalog/planted.ts',
      "import type { Rule } from '../pricing/rule.js';",
      'catalog may not enter pricing',
    ],
    [
      'a type in passing',
      'text/planted.ts',
      "export type Planted = import('../audit/result.js').AuditResult;",
      'text may not enter audit',
    ],
    [
      'a re-export',
      'readers/planted.ts',
      "export { parsePolicy } from '../wire/policy.js';",
      'readers may not enter wire',
    ],
    ['a dynamic import', 'seal/planted.ts', "await import('../cli/run.js');", 'seal may not enter cli'],
    [
      'a nested folder',
      'pricing/rules/planted.ts',
      "import { audit } from '../../audit/audit.js';",
      'pricing may not enter audit',
    ],
    [
      'a barrel',
      'report/planted.ts',
      "import { auditCatalog } from '../audit/index.js';",
      'public entries are for callers',
    ],
    ['a missing ending', 'report/planted.ts', "import { x } from './text';", 'without its .js ending'],
    ['a new folder', 'misc/planted.ts', '', 'stands in no room'],
    [
      'an entry that shows the command',
      'index.ts',
      "export { runCli } from './cli/run.js';",
      'cli is imported by nobody',
    ],
  ] as const;

  it.each(planted)('%s', (_, path, text, said) => {
    const found = breaches([{ path, text }]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });

  it('and an import that is allowed is not', () => {
    expect(
      breaches([
        { path: 'pricing/rules/fine.ts', text: "import { markdownBps } from '../../money/basis-points.js';" },
      ]),
    ).toEqual([]);
  });
});
