// Writes src/stores/redis/scripts.ts from the Lua files beside it: includes resolved, statuses as numbers, comments dropped. And
// src/stores/redis/ledger/scripts.ts from the Lua files beside that: they stand alone, and only comments are dropped.
//   node scripts/generate-scripts.mjs                  writes the files
//   node scripts/generate-scripts.mjs --print          prints the first (the drift test compares)
//   node scripts/generate-scripts.mjs --print-ledger   prints the second
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

const ledgerFolder = new URL('../src/stores/redis/ledger/', import.meta.url);
const ledgerPage = [
  '// Generated from *.lua by scripts/generate-scripts.mjs: change the Lua file, then run `npm run scripts`.',
  "import type { RedisScript } from '../scripts.js';",
  '',
  ...['open', 'append', 'close'].flatMap(writtenLedger),
].join('\n');

if (process.argv.includes('--print')) process.stdout.write(page);
else if (process.argv.includes('--print-ledger')) process.stdout.write(ledgerPage);
else {
  writeFileSync(new URL('../src/stores/redis/scripts.ts', import.meta.url), page);
  writeFileSync(new URL('scripts.ts', ledgerFolder), ledgerPage);
}

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
  return declared(name, { source, text: quoted(source) });
}

function writtenLedger(name) {
  const text = readFileSync(new URL(`${name}.lua`, ledgerFolder), 'utf8');
  const lines = text.split('\n').filter((line) => !/^\s*(--.*)?$/.test(line));
  const source = [shebang(text), ...lines, ''].join('\n');
  const constant = `ledger${name[0].toUpperCase()}${name.slice(1)}`;
  return declared(constant, { source, text: JSON.stringify(source) });
}

/** A script as a constant of a module. */
function declared(name, { source, text }) {
  const sha = createHash('sha1').update(source).digest('hex');
  return [
    `export const ${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_SCRIPT: RedisScript = {`,
    `  name: '${name}',`,
    `  sha: '${sha}',`,
    '  source:',
    `    ${text},`,
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
