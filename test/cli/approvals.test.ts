import { describe, expect, it } from 'vitest';
import { approveWorld, findingFlags } from './approve-world.js';

const world = approveWorld();
const POLICY = ['--policy', 'policy.yaml'] as const;

async function approveEarphones(out: string): Promise<void> {
  const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
  const flags = ['--report', 'report.json', ...POLICY, '--key', 'p-3.key', '--out', out];
  await world.run(['approve', ...flags, ...findingFlags(ids)]);
}

async function approveCategory(out: string, ...more: readonly string[]): Promise<void> {
  const scope = [
    '--category',
    'Audio',
    '--currency',
    'KRW',
    '--markdown-max',
    '50',
    '--rule',
    'deep-markdown',
  ];
  await world.run(['approve', ...POLICY, '--key', 'p-1.key', '--out', out, ...scope, ...more]);
}

describe('saleguard approvals', () => {
  it('lists what each allows, who signed it, and until when', async () => {
    await approveEarphones('list.jsonl');
    await approveCategory('list.jsonl', '--quantity-max', '1');
    const run = await world.run(['approvals', 'list', 'list.jsonl', ...POLICY]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const text = run.stdout.replace(/^[0-9a-f]{16}/gm, 'ID');
    expect(text).toBe(
      `ID  p-3 (key ${world.keyIdOf('p-3')}), until 2026-08-15 00:00 UTC\n` +
        '  EP-100 (default) at 10,880 won\n' +
        '  for deep-markdown, unapproved-change\n' +
        `ID  p-1 (key ${world.keyIdOf('p-1')}), until 2026-08-15 00:00 UTC\n` +
        '  every row of Audio in price list default, KRW, down to 50 % below its reference\n' +
        '  for deep-markdown; at most 1 unit of a row\n',
    );
  });

  it('verifies that each holds by itself, at an instant', async () => {
    await approveEarphones('verify.jsonl');
    const good = await world.run(['approvals', 'verify', 'verify.jsonl', ...POLICY]);
    expect(good).toEqual({
      exitCode: 0,
      stdout: 'verify.jsonl: 1 approval, 0 of them not valid\n',
      stderr: '',
    });
    const late = await world.run([
      'approvals',
      'verify',
      'verify.jsonl',
      ...POLICY,
      '--now',
      '2026-08-15T00:00:00Z',
    ]);
    expect(late.exitCode).toBe(1);
    expect(late.stdout).toContain('not valid: it has expired');
    expect(late.stdout).toContain('verify.jsonl: 1 approval, 1 of them not valid\n');
    const list = await world.run([
      'approvals',
      'list',
      'verify.jsonl',
      ...POLICY,
      '--now',
      '2026-08-15T00:00:00Z',
    ]);
    expect(list.exitCode).toBe(0);
    expect(list.stdout).toContain('not valid: it has expired');
  });

  it('finds a changed character, and a key that was taken out of the policy', async () => {
    await approveEarphones('changed.jsonl');
    world.write(
      'changed.jsonl',
      world.read('changed.jsonl').replace('"priceMinor":10880', '"priceMinor":10881'),
    );
    const changed = await world.run(['approvals', 'verify', 'changed.jsonl', ...POLICY]);
    expect(changed.exitCode).toBe(1);
    expect(changed.stdout).toContain('not valid: its signature does not fit');

    await approveEarphones('left.jsonl');
    const policy = world
      .read('policy.yaml')
      .split('\n')
      .filter((line) => !line.includes('p-3'));
    world.write('without.yaml', policy.join('\n'));
    const left = await world.run(['approvals', 'verify', 'left.jsonl', '--policy', 'without.yaml']);
    expect(left.exitCode).toBe(1);
    expect(left.stdout).toContain(`unknown key ${world.keyIdOf('p-3')}, not valid: the policy names nobody`);
  });

  it('writes JSON for programs', async () => {
    await approveEarphones('json.jsonl');
    const run = await world.run(['approvals', 'verify', 'json.jsonl', ...POLICY, '--format', 'json']);
    expect(JSON.parse(run.stdout)).toEqual([
      {
        approvalId: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
        keyId: world.keyIdOf('p-3'),
        person: 'p-3',
        state: 'valid',
        approval: (JSON.parse(world.read('json.jsonl')) as { readonly approval: unknown }).approval,
      },
    ]);
  });

  it.each<[readonly string[], string]>([
    [['approvals', 'list', 'absent.jsonl', ...POLICY], 'cannot read absent.jsonl'],
    [['approvals', 'list', 'catalog.csv', ...POLICY], 'catalog.csv:1:1 no complete JSON'],
    [['approvals', 'list', 'policy.yaml'], "required option '--policy <file>' not specified"],
    [['approvals', 'list', 'catalog.csv', '--policy', 'plain.yaml'], 'plain.yaml has no section approvals'],
    [['approvals', 'verify', ...POLICY], "missing required argument 'file'"],
    [['approvals', 'lst', 'x'], 'there is no command approvals lst'],
  ])('ends with 2 for %j', async (argv, text) => {
    world.write('plain.yaml', 'version: 1\n');
    const run = await world.run(argv);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(text);
  });

  it('shows no control character of a file', async () => {
    const out = 'controls.jsonl';
    await approveCategory(out);
    const run = await world.run(['approvals', 'list', out, '--policy', 'policy.yaml\u001b[2J']);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).not.toContain('\u001b');
  });
});
