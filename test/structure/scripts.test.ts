import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCRIPT_COMMANDS } from '../../src/stores/redis/commands.js';
import * as generated from '../../src/stores/redis/scripts.js';
import type { RedisScript } from '../../src/stores/redis/scripts.js';
import { STATUSES } from '../../src/stock/statuses.js';

const FOLDER = 'src/stores/redis/lua';
const SCRIPTS: readonly RedisScript[] = Object.values(generated);
const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.lua'))
  .map((path) => ({ path, text: readFileSync(`${FOLDER}/${path}`, 'utf8') }));
/** Files that are a script, with the header that is its contract. */
const HEADED = FILES.filter(({ text }) => text.startsWith('--! flags'));

/** Commands that change a key; whatever else is called only reads. */
const WRITING = ['HSET', 'HDEL', 'LPOP', 'RPUSH', 'ZADD', 'ZREM', 'XADD', 'DEL', 'SET', 'EXPIRE', 'HINCRBY'];

describe('the generated module', () => {
  it('is what the Lua files make: after a change run `npm run scripts`', () => {
    const printed = execFileSync(process.execPath, ['scripts/generate-scripts.mjs', '--print'], {
      encoding: 'utf8',
    });
    expect(readFileSync('src/stores/redis/scripts.ts', 'utf8')).toBe(printed);
  });

  it('holds each script under the SHA-1 that Redis gives it', () => {
    expect(SCRIPTS.length).toBeGreaterThan(3);
    for (const { name, sha, source } of SCRIPTS)
      expect(createHash('sha1').update(source).digest('hex'), name).toBe(sha);
    expect(new Set(SCRIPTS.map(({ sha }) => sha)).size).toBe(SCRIPTS.length);
  });

  it('differs between apply and its out-of-memory variant in nothing but the flag and one constant', () => {
    const plain = generated.APPLY_SCRIPT.source.split('\n');
    const variant = generated.APPLY_OUT_OF_MEMORY_SCRIPT.source.split('\n');
    const differing = plain.flatMap((line, at) => (line === variant[at] ? [] : [[line, variant[at]]]));
    expect(differing).toEqual([
      ['#!lua', '#!lua flags=allow-oom'],
      ['local OUT_OF_MEMORY = false', 'local OUT_OF_MEMORY = true'],
    ]);
    expect(variant).toHaveLength(plain.length);
  });
});

describe.each(SCRIPTS)('script $name', ({ name, source }) => {
  it('makes no code at run time', () => {
    expect(source).not.toMatch(
      /\b(load|loadstring|dofile|loadfile|require|setfenv|getfenv|setmetatable|_G)\b/,
    );
    expect(source).not.toMatch(/redis\.(pcall|setresp|sha1hex|log)/);
  });

  it('names every command by a constant, and every key by its place in KEYS', () => {
    for (const [call, command = '', key = ''] of callsOf(source)) {
      const isChunked = command === 'command' && key === 'key';
      expect(isChunked || /^'[A-Z]+'$/.test(command), call).toBe(true);
      expect(isChunked || key === '' || /^KEYS\[(\d|i)\]$/.test(key), call).toBe(true);
    }
    // The one helper that is told its command and key.
    const helpers = source.match(/redis\.call\(command, key/g) ?? [];
    expect(helpers.length).toBeLessThanOrEqual(1);
    for (const [call, command = '', key = ''] of chunkedCallsOf(source)) {
      expect(command, call).toMatch(/^'[A-Z]+'$/);
      expect(key, call).toMatch(/^KEYS\[\d\]$/);
    }
  });

  it('calls no other commands than the list says', () => {
    for (const command of commandsOf(source)) expect(SCRIPT_COMMANDS, name).toContain(command);
  });
});

describe('the commands of the scripts', () => {
  it('are those the doctor asks rights for', () => {
    const used = new Set(SCRIPTS.flatMap(({ source }) => commandsOf(source)));
    expect([...used].sort()).toEqual([...SCRIPT_COMMANDS].sort());
  });

  it('write only in the functions that write, which run after everything was read and checked', () => {
    const writing = functionsOf().filter(({ body }) =>
      commandsOf(body).some((name) => WRITING.includes(name)),
    );
    expect(writing.map(({ name }) => name).sort()).toEqual([
      // Of `open`: on keys that are not there, so that a right that is missing shows before anything depends on it.
      'write_all',
      'write_counters',
      'write_counts',
      'write_meta',
      'write_queues',
      'write_records',
      'write_sale',
      'write_stock',
      'write_usages',
    ]);
  });

  it('read nothing after the first write', () => {
    for (const { name, body } of functionsOf().filter((one) => one.name.startsWith('write_'))) {
      const commands = commandsOf(body);
      const first = commands.findIndex((command) => WRITING.includes(command));
      const readLater = commands.slice(first + 1).filter((command) => !WRITING.includes(command));
      expect(readLater, name).toEqual([]);
    }
  });

  it('check the types of the keys nobody read before anything is written', () => {
    const writeAll = functionsOf().find(({ name }) => name === 'write_all')?.body ?? '';
    const types = writeAll.indexOf('check_key_types()');
    expect(types).toBeGreaterThan(0);
    for (const word of ['redis.call', 'write_stock', 'write_queues', 'write_meta'])
      expect(writeAll.indexOf(word), word).toBeGreaterThan(types);
  });

  it('write at one place of a run, after the last operation', () => {
    const runs = functionsOf().filter(({ name, path }) => name === 'run' && path === 'apply.lua');
    const run = runs[0]?.body ?? '';
    expect(run.match(/write_\w+\(/g)).toEqual(['write_all(']);
    expect(run.indexOf('write_all(')).toBeGreaterThan(run.lastIndexOf('carry_out('));
    expect(run.lastIndexOf('carry_out(')).toBeGreaterThan(0);
  });
});

describe('the header of a script', () => {
  it.each(HEADED)('$path tells keys, arguments, returns, statuses and errors', ({ text }) => {
    for (const word of ['KEYS', 'ARGV', 'RETURNS', 'STATUSES', 'ERRORS'])
      expect(text, word).toMatch(new RegExp(`^-- ${word} +\\S`, 'm'));
  });

  it.each(HEADED)('$path names the statuses it answers with, and no other', ({ path, text }) => {
    const script = SCRIPTS.find(({ name }) => `${name}.lua` === path);
    const used = new Set(
      [...(script?.source ?? '').matchAll(/STATUS\.(\w+)/g)].map(([, name]) => name ?? ''),
    );
    // Said in the header: `reserved` is answered as a bare expiry.
    if (path === 'apply.lua') used.add('reserved');
    const named = namedStatuses(text);
    expect([...named].sort()).toEqual([...used].sort());
    for (const name of named) expect(Object.keys(STATUSES)).toContain(name);
  });

  it('stands over every script', () => {
    const names = new Set(SCRIPTS.map(({ name }) => name).filter((name) => name !== 'applyOutOfMemory'));
    expect(HEADED.map(({ path }) => path).sort()).toEqual([...names].map((name) => `${name}.lua`).sort());
  });
});

/** As it was when the last status was added. Add below, change nothing: two versions may serve one sale. */
const FROZEN: Readonly<Record<string, number>> = {
  reserved: 1,
  replayed: 2,
  conflict: 3,
  extended: 4,
  committed: 5,
  already: 6,
  duplicate_payment: 7,
  expired: 8,
  released: 9,
  price_changed: 10,
  use_restore: 11,
  unknown_id: 12,
  restored: 13,
  opened: 14,
  changed: 15,
  swept: 16,
  found: 17,
  counted: 18,
  resolved: 19,
  mode: 32,
  epoch: 33,
  regressed: 34,
  unknown_sku: 35,
  unknown_sale: 36,
  insufficient: 37,
  customer_limit: 38,
  loss_budget: 39,
  late: 40,
  owner_key: 41,
  version: 42,
  not_committed: 43,
  exceeds_committed: 44,
  extension_limit: 45,
  extension_order: 46,
  not_owner: 47,
  previous: 48,
  approver: 49,
  in_use: 50,
  corrupt: 51,
  memory: 52,
  too_many_restores: 53,
  too_many_scopes: 54,
  allotment_full: 55,
  held: 56,
  review: 57,
  reserved_under: 58,
  too_many_holds: 59,
  payment_refused: 60,
};

describe('the statuses', () => {
  it('keep every number they ever had', () => {
    expect({ ...STATUSES, ...FROZEN }).toEqual(STATUSES);
    expect(Object.keys(STATUSES), 'a new status belongs into the copy of this test').toEqual(
      Object.keys(FROZEN),
    );
  });

  it('are numbered without a gap in two blocks: kinds from 1, reasons from 32', () => {
    const numbers = Object.values(STATUSES);
    expect(new Set(numbers).size).toBe(numbers.length);
    const blocks = [numbers.filter((number) => number < 32), numbers.filter((number) => number >= 32)];
    for (const [first, block] of [[1, blocks[0]] as const, [32, blocks[1]] as const])
      expect(block).toEqual((block ?? []).map((_, at) => first + at));
  });
});

function namedStatuses(text: string): ReadonlySet<string> {
  const header = /^-- STATUSES +(.*(?:\n-- {11}.*)*)/m.exec(text)?.[1] ?? '';
  return new Set(header.replaceAll('\n--', ' ').trim().split(/\s+/));
}

/** Every redis.call with its command and key as they are written. */
function callsOf(source: string): readonly RegExpMatchArray[] {
  return [...source.matchAll(/redis\.call\(([^,)]*)(?:, ([^,)]*))?/g)];
}

function chunkedCallsOf(source: string): readonly RegExpMatchArray[] {
  return [...source.matchAll(/(?<!function (?:M\.)?)write_chunked\(([^,)]*), ([^,)]*)/g)];
}

function commandsOf(source: string): readonly string[] {
  const literal = /(?:redis\.call|write_chunked)\('([A-Z]+)'/g;
  return [...source.matchAll(literal)].map(([, command]) => command ?? '');
}

interface LuaFunction {
  readonly path: string;
  readonly name: string;
  readonly body: string;
}

/** Every function that stands by itself, with its text up to the `end` at the margin. */
function functionsOf(): readonly LuaFunction[] {
  return FILES.flatMap(({ path, text }) =>
    [...text.matchAll(/^(?:local )?function (?:M\.)?(\w+)\(.*?^end$/gms)].map(([body, name = '']) => ({
      path,
      name,
      body,
    })),
  );
}
