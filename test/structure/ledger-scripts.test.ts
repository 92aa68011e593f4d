import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as generated from '../../src/stores/redis/ledger/scripts.js';

const FOLDER = 'src/stores/redis/ledger';
const SCRIPTS = Object.values(generated);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.lua'));

describe('the generated module of the ledger', () => {
  it('is what the Lua files make: after a change run `npm run scripts`', () => {
    const printed = execFileSync(process.execPath, ['scripts/generate-scripts.mjs', '--print-ledger'], {
      encoding: 'utf8',
    });
    expect(readFileSync(`${FOLDER}/scripts.ts`, 'utf8')).toBe(printed);
    expect(SCRIPTS).toHaveLength(FILES.length);
  });

  it('holds each script under the SHA-1 that Redis gives it', () => {
    for (const { name, sha, source } of SCRIPTS)
      expect(createHash('sha1').update(source).digest('hex'), name).toBe(sha);
  });
});

describe.each(SCRIPTS)('script $name', ({ source }) => {
  it('makes no code at run time, and names commands by constants and keys by their place', () => {
    expect(source).not.toMatch(/\b(load|loadstring|dofile|require|setfenv|getfenv|setmetatable|_G)\b/);
    const calls = [...source.matchAll(/redis\.call\(([^,)]*)(?:, ([^,)]*))?/g)];
    expect(calls.length).toBeGreaterThan(1);
    for (const [call, command = '', key = ''] of calls) {
      expect(command, call).toMatch(/^'[A-Z]+'$/);
      expect(key, call).toMatch(/^(KEYS\[[12]\])?$/);
    }
  });
});

describe.each(FILES)('the header of %s', (file) => {
  it('tells keys, arguments, returns and errors', () => {
    const text = readFileSync(`${FOLDER}/${file}`, 'utf8');
    for (const word of ['KEYS', 'ARGV', 'RETURNS', 'ERRORS'])
      expect(text, word).toMatch(new RegExp(`^-- ${word} +\\S`, 'm'));
  });
});
