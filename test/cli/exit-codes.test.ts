import { describe, expect, it } from 'vitest';
import { cliFolder, lines } from './folder.js';

const folder = cliFolder();
const clean = folder.write('clean.csv', lines('sku,price,currency,list_price', 'HP-200,189000,KRW,259000'));
const blocked = folder.write(
  'blocked.csv',
  lines('sku,price,currency,list_price', 'EP-100,13600,KRW,136000'),
);
/** 85 % below a list price alone: a hold. */
const held = folder.write('held.csv', lines('sku,price,currency,list_price', 'EP-100,20400,KRW,136000'));
/** A price like a placeholder: a warning. */
const warned = folder.write('warned.csv', lines('sku,price,currency,list_price', 'EP-100,99999,KRW,136000'));

describe('exit codes of audit', () => {
  it.each([
    ['clean', clean, [], 0],
    ['a warning, held to the default', warned, [], 0],
    ['a hold, held to the default', held, [], 1],
    ['a block, held to the default', blocked, [], 1],
    ['a warning, --fail-on warn', warned, ['--fail-on', 'warn'], 1],
    ['clean, --fail-on warn', clean, ['--fail-on', 'warn'], 0],
    ['a hold, --fail-on hold', held, ['--fail-on', 'hold'], 1],
    ['a warning, --fail-on hold', warned, ['--fail-on', 'hold'], 0],
    ['a hold, --fail-on block', held, ['--fail-on', 'block'], 0],
    ['a block, --fail-on block', blocked, ['--fail-on', 'block'], 1],
    ['a missing file', 'no-such.csv', [], 2],
  ] as const)('%s', async (_, file, flags, exitCode) => {
    const run = await folder.run(['audit', file, ...flags]);
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({
      exitCode,
      stdout: exitCode === 2 ? '' : (expect.stringContaining('Read 1 row from') as string),
    });
  });

  it('takes the policy for --fail-on, and the flag over the policy', async () => {
    const policy = folder.write('strict.yaml', lines('version: 1', 'audit:', '  failOn: warn'));
    expect((await folder.run(['audit', warned, '--policy', policy])).exitCode).toBe(1);
    expect((await folder.run(['audit', warned, '--policy', policy, '--fail-on', 'hold'])).exitCode).toBe(0);
  });

  it('is 1 for a row that cannot be read, whatever the others are', async () => {
    const file = folder.write('unreadable.csv', lines('sku,price,currency', 'EP-100,"1,290",KRW'));
    const run = await folder.run(['audit', file, '--fail-on', 'block']);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain('unreadable.csv:2');
  });
});

describe('the policy in force', () => {
  it('is said to be the built-in one where none is named', async () => {
    expect((await folder.run(['audit', clean])).stdout).toContain('Built-in defaults, no policy file');
    const report = await folder.run(['audit', clean, '--format', 'json']);
    expect(report.stdout).toContain('"policySource":"built-in defaults"');
  });

  it('is the file of --policy, which is named in the report', async () => {
    const policy = folder.write(
      'mild.yaml',
      lines(
        'version: 1',
        'pricing:',
        '  rules:',
        '    deep-markdown:',
        '      listHoldBps: 9000',
        '      listBlockBps: 9500',
      ),
    );
    const run = await folder.run(['audit', held, '--policy', policy]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain('mild.yaml');
  });

  it('may be JSON', async () => {
    const policy = folder.write('policy.json', '{ "version": 1, "audit": { "failOn": "block" } }');
    expect((await folder.run(['audit', held, '--policy', policy])).exitCode).toBe(0);
  });
});
