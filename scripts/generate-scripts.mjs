// Writes src/stores/redis/scripts.ts from the Lua files beside it: includes resolved, statuses as numbers, comments dropped.
//   node scripts/generate-scripts.mjs           writes the file
//   node scripts/generate-scripts.mjs --print   prints it (the drift test compares)
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../src/stores/redis/lua/', import.meta.url);
const statusTable = readFileSync(new URL('../src/stock/statuses.ts', import.meta.url), 'utf8');
const STATUSES = new Map(
  [...statusTable.matchAll(/^ {2}(\w+): (\d+),$/gm)].map(([, name, number]) => [name, number]),
);

// Scripts are constants: what changes from call to call are KEYS and ARGV. `apply` exists twice: Redis refuses the plain one when
// it is out of memory, before anything is done; the other one may then still give units back.
const SCRIPTS = [
  { name: 'apply', file: 'apply.lua', constants: { OUT_OF_MEMORY: 'false' } },
  { name: 'applyOutOfMemory', file: 'apply.lua', flags: 'allow-oom', constants: { OUT_OF_MEMORY: 'true' } },
  { name: 'open', file: 'open.lua' },
  { name: 'read', file: 'read.lua' },
];

const page = [
  '// Generated from lua/*.lua by scripts/generate-scripts.mjs: change the Lua file, then run `npm run scripts`.',
  '',
  '/** One script: its text, and the SHA-1 under which Redis keeps it. */',
  'export interface RedisScript {',
  '  readonly name: string;',
  '  readonly sha: string;',
  '  readonly source: string;',
  '}',
  '',
  ...SCRIPTS.flatMap(written),
].join('\n');

if (process.argv.includes('--print')) process.stdout.write(page);
else writeFileSync(new URL('../src/stores/redis/scripts.ts', import.meta.url), page);

function written({ name, file, flags, constants = {} }) {
  const text = readFileSync(new URL(file, folder), 'utf8');
  const source = [
    shebang(text, flags),
    `local STATUS = { ${statusesOf(text, file)} }`,
    ...Object.entries(constants).map(([constant, value]) => `local ${constant} = ${value}`),
    ...resolved('--# include include/builtins.lua'),
    'local function script(M)',
    ...resolved(text),
    'end',
    'return script({})',
    '',
  ].join('\n');
  const sha = createHash('sha1').update(source).digest('hex');
  return [
    `export const ${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_SCRIPT: RedisScript = {`,
    `  name: '${name}',`,
    `  sha: '${sha}',`,
    '  source:',
    `    ${quoted(source)},`,
    '};',
    '',
  ];
}

function shebang(text, flags) {
  const declared = flags ?? /^--! flags ?(.*)$/m.exec(text)?.[1] ?? '';
  return declared === '' ? '#!lua' : `#!lua flags=${declared}`;
}

/** The statuses that a script's header names, with their numbers; nothing else is known to it. */
function statusesOf(text, file) {
  const header = /^-- STATUSES +(.*(?:\n-- {11}.*)*)/m.exec(text)?.[1] ?? '';
  const names = header.replaceAll('\n--', ' ').trim().split(/\s+/);
  return names
    .map((name) => {
      if (!STATUSES.has(name)) throw new Error(`${file}: ${name} is not in src/stock/statuses.ts`);
      return `${name} = ${STATUSES.get(name)}`;
    })
    .join(', ');
}

function resolved(text) {
  return text.split('\n').flatMap((line) => {
    const include = /^--# include (.+)$/.exec(line);
    if (include !== null) return resolved(readFileSync(new URL(include[1], folder), 'utf8'));
    return /^\s*(--.*)?$/.test(line) ? [] : [line];
  });
}

function quoted(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}
