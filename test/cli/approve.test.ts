import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readApprovals } from '../../src/wire/approvals.js';
import { approveWorld, CATALOG, findingFlags } from './approve-world.js';

const world = approveWorld();
let count = 0;

/** A name for an approvals file of one test. */
function fresh(): string {
  count += 1;
  return `approvals-${String(count)}.jsonl`;
}

/** `saleguard approve` of findings of the last report, by the key of a person. */
function approve(key: string, out: string, ids: readonly string[], ...more: readonly string[]) {
  const args = ['--report', 'report.json', '--policy', 'policy.yaml', '--key', `${key}.key`, '--out', out];
  return world.run(['approve', ...args, ...findingFlags(ids), ...more]);
}

function approvalsIn(name: string) {
  return readApprovals(world.read(name), { file: name });
}

/** A campaign by `p-1`. */
function campaign(out: string, ...flags: readonly string[]) {
  return world.run(['approve', '--policy', 'policy.yaml', '--key', 'p-1.key', '--out', out, ...flags]);
}

const EARPHONES = ['--category', 'Audio>Earphones', '--currency', 'KRW'] as const;

describe('saleguard approve', () => {
  it('lets an intended clearance pass, with its approval and only with it', async () => {
    const before = await world.audit('catalog.csv');
    expect(before.exitCode).toBe(1);
    expect(before.of('EP-100')).toEqual(['deep-markdown: block', 'unapproved-change: block']);

    const out = fresh();
    const run = await approve('p-3', out, before.idsOf('EP-100'));
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toMatch(
      new RegExp(
        `^Approved by key ${world.keyIdOf('p-3')} until 2026-08-15 00:00 UTC: approval [0-9a-f]{16} in ${out}\n` +
          '  EP-100 \\(default\\) at 10,880 won\n  for deep-markdown, unapproved-change\n$',
      ),
    );

    const after = await world.audit('catalog.csv', '--approvals', out);
    expect(after.exitCode).toBe(0);
    expect(after.of('EP-100')).toEqual(['deep-markdown: info, approved']);

    for (const [[from, to], refusal] of [
      [['10880', '10879'], 'other-price'],
      [['10880', '1088'], 'other-price'],
      [['136000,136000', '137000,136000'], 'row-edited'],
    ] as const) {
      world.write('edited.csv', CATALOG.replace(from, to));
      const edited = await world.audit('edited.csv', '--approvals', out);
      expect(edited.exitCode).toBe(1);
      expect(edited.of('EP-100')).toContain(`deep-markdown: block, ${refusal}`);
    }
    const late = await world.audit('catalog.csv', '--approvals', out, '--now', '2026-08-15T00:00:00Z');
    expect(late.of('EP-100')).toContain('deep-markdown: block, expired');
  });

  it('takes the beginning of an id, and tells what is left on the row', async () => {
    const { findings } = await world.audit('catalog.csv');
    const deep = findings.find(({ ruleId }) => ruleId === 'deep-markdown')?.id ?? '';
    const out = fresh();
    const run = await approve('p-3', out, [deep.slice(0, 6)]);
    expect(run.stdout).toContain('  for deep-markdown\n');
    expect(run.stdout).toContain('Not approved, 1 finding on the same: unapproved-change (block, ');
    expect(approvalsIn(out)).toHaveLength(1);
    const after = await world.audit('catalog.csv', '--approvals', out);
    expect(after.of('EP-100')).toEqual(['deep-markdown: info, approved', 'unapproved-change: block']);
  });

  it('says when a second person has to approve, and when no more', async () => {
    world.write('many.csv', CATALOG.replace('136000,20', '136000,500'));
    const ids = (await world.audit('many.csv')).idsOf('EP-100');
    const out = fresh();
    const first = await approve('p-3', out, ids);
    expect(first.stdout).toContain('a second person has to approve, too: EP-100');
    const half = await world.audit('many.csv', '--approvals', out);
    expect(half.of('EP-100')).toContain('deep-markdown: block, second-signature-missing');

    // The same person once more is still one person.
    expect((await approve('p-3', out, ids)).stdout).toContain('a second person');
    const deep = half.findings.filter(({ ruleId }) => ruleId === 'deep-markdown').map(({ id }) => id);
    const second = await approve('p-2', out, deep);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).not.toContain('a second person');
    const both = await world.audit('many.csv', '--approvals', out);
    expect(both.of('EP-100')).toContain('deep-markdown: info, approved');
    expect(both.of('EP-100')).toContain('unapproved-change: block, second-signature-missing');
  });

  it('signs with the key of the environment, and with --key before it', async () => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const SALEGUARD_KEY = readFileSync(join(world.path, 'p-3.key'), 'utf8');
    const args = ['approve', '--report', 'report.json', '--policy', 'policy.yaml', ...findingFlags(ids)];
    const out = fresh();
    const run = await world.run([...args, '--out', out], { env: { SALEGUARD_KEY } });
    expect(run.exitCode).toBe(0);
    expect(approvalsIn(out)[0]?.keyId).toBe(world.keyIdOf('p-3'));
    const other = await world.run([...args, '--out', out, '--key', 'stranger.key'], {
      env: { SALEGUARD_KEY },
    });
    expect(other.stderr).toContain(world.keyIdOf('stranger'));
    const none = await world.run([...args, '--out', out]);
    expect(none.stderr).toContain('no key to sign with: give your private key file with --key');
    const bad = await world.run([...args, '--out', out], { env: { SALEGUARD_KEY: 'hunter2hunter2' } });
    expect(bad.exitCode).toBe(2);
    expect(bad.stderr).toContain('SALEGUARD_KEY: this is no private key');
    expect(bad.stderr).not.toContain('hunter2');
  });

  it('adds to a file, keeps what stands there, and gives a new one to its readers', async () => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const out = fresh();
    await approve('p-3', out, ids);
    const first = world.read(out);
    expect((statSync(join(world.path, out)).mode & 0o444).toString(8)).toBe('444');
    // A last line that somebody left without its end.
    world.write(out, first.trimEnd());
    await approve('p-3', out, ids);
    expect(world.read(out).startsWith(first)).toBe(true);
    const [one, two] = approvalsIn(out);
    expect(one?.approval.nonce).not.toBe(two?.approval.nonce);
  });

  it('adds nothing to a file that no audit would read', async () => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const out = world.write(fresh(), '{"approval":\n');
    const run = await approve('p-3', out, ids);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(`${out}:1:1 no complete JSON`);
    expect(world.read(out)).toBe('{"approval":\n');
  });

  it('bounds what it approves', async () => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const out = fresh();
    const window = ['--from', '2026-08-01T00:00:00Z', '--until', '2026-08-02T00:00:00+09:00'];
    const run = await approve('p-3', out, ids, ...window, '--quantity-max', '20', '--floor', '9000');
    expect(run.stdout).toContain(
      '  EP-100 (default) at 10,880 won, down to 9,000 won after promotions\n' +
        '  for deep-markdown, unapproved-change; on sale from 2026-08-01 00:00 UTC, on sale until 2026-08-01 15:00 UTC, at most 20 units of a row\n',
    );
    expect((await world.audit('catalog.csv', '--approvals', out)).exitCode).toBe(0);
    world.write('more.csv', CATALOG.replace('136000,20', '136000,21'));
    expect((await world.audit('more.csv', '--approvals', out)).of('EP-100')).toContain(
      'deep-markdown: block, too-many-units',
    );
    const at = ['--now', '2026-08-01T15:00:00Z'];
    expect((await world.audit('catalog.csv', '--approvals', out, ...at)).of('EP-100')).toContain(
      'deep-markdown: block, outside-window',
    );
  });

  it('never writes the key or the name of a person', async () => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const out = fresh();
    const run = await approve('p-3', out, ids);
    const written = world.read(out) + run.stdout + run.stderr;
    expect(written).not.toContain('p-3');
    expect(written).not.toContain('PRIVATE');
    expect(written).not.toContain(world.read('p-3.key').split('\n')[1]?.slice(20, 50));
  });

  it.each<[string, string, string]>([
    ['a key the policy does not know', 'stranger', 'the policy names nobody with the key'],
    ['the last editor of the row', 'p-1', 'is on a row that p-1 entered or edited'],
    ['a role that may not', 'p-2', 'the role merchandiser may not approve unapproved-change'],
  ])('signs nothing for %s', async (_what, key, text) => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const out = fresh();
    const run = await approve(key, out, ids);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('not signed');
    expect(run.stderr).toContain(text);
    expect(statSync(join(world.path, out), { throwIfNoEntry: false })).toBeUndefined();
  });

  it.each<[string, readonly string[], string]>([
    ['an unknown id', ['--finding', '0123456789abcdef'], 'holds no such finding'],
    ['a short id', ['--finding', '01234'], 'is no id of a finding'],
    ['a rule as id', ['--finding', 'deep-markdown'], 'is no id of a finding'],
    ['an expiry before the signature', ['--expires', '2026-07-31T00:00:00Z'], 'would have expired'],
    ['an expiry beyond the policy', ['--expires', '2026-08-15T00:00:01Z'], 'more than 14 days'],
    ['an expiry without an offset', ['--expires', '2026-08-03'], '--expires 2026-08-03 is not an instant'],
    [
      'a window upside down',
      ['--from', '2026-08-03T00:00Z', '--until', '2026-08-03T00:00Z'],
      '--until is not after',
    ],
    ['no units', ['--quantity-max', '0'], '--quantity-max 0'],
    ['units with a comma', ['--quantity-max', '1,000'], '--quantity-max 1,000'],
    ['a floor above the price', ['--floor', '10881'], 'the floor is above the price of EP-100'],
    ['a floor of nothing', ['--floor', '0'], '--floor 0'],
    ['a floor with a fraction', ['--floor', '9000.5'], '--floor 9000.5'],
    ['a campaign beside findings', ['--category', 'Audio'], 'approve one at a time'],
    ['--out into the report', ['--out', 'report.json'], 'is given twice'],
  ])('ends with 2 and a fix for %s', async (_what, flags, text) => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const named = flags.includes('--finding') ? [] : ids;
    const run = await approve('p-3', fresh(), named, ...flags);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(text);
    expect(run.stdout).toBe('');
  });

  it('lists what can be approved for whoever names nothing', async () => {
    const { findings } = await world.audit('catalog.csv');
    const open = findings.filter(({ severity }) => severity !== 'info');
    const run = await approve('p-3', fresh(), []);
    expect(run.exitCode).toBe(2);
    const [head, ...listed] = run.stderr.trimEnd().split('\n');
    expect(head).toBe('saleguard: name what is meant with --finding; report.json holds:');
    expect(listed.map((line) => line.split(':')[0])).toEqual(
      open.map(({ id, severity, ruleId }) => `  ${id}  ${severity} ${ruleId} on EP-100`),
    );
    world.write('clean.csv', CATALOG.replace(/^EP-100.*\n/m, ''));
    await world.audit('clean.csv');
    expect((await approve('p-3', fresh(), [])).stderr).toContain('holds no finding that could be approved');
  });

  it('names the nearest finding for an id with a slip in it', async () => {
    const [id = ''] = (await world.audit('catalog.csv')).idsOf('EP-100');
    const slipped = `${id.slice(0, 14)}${id[15] ?? ''}${id[14] ?? ''}`.replace(id, `${id.slice(0, 15)}0`);
    const run = await approve('p-3', fresh(), [slipped]);
    expect(run.stderr).toContain(`did you mean ${id}?`);
  });

  it('refuses findings that ask for nothing, or are approved already', async () => {
    const out = fresh();
    const first = await world.audit('catalog.csv');
    const coverage = first.findings.find(({ severity }) => severity === 'info')?.id ?? '';
    expect((await approve('p-3', out, [coverage])).stderr).toContain('it asks for nothing');
    await approve('p-3', out, first.idsOf('EP-100'));
    const approved = await world.audit('catalog.csv', '--approvals', out);
    const deep = approved.findings.find(({ ruleId }) => ruleId === 'deep-markdown')?.id ?? '';
    expect((await approve('p-3', out, [deep])).stderr).toContain('it is approved already');
  });

  it('refuses what nobody can approve', async () => {
    world.write('zero.csv', CATALOG.replace('10880', '0'));
    const { findings } = await world.audit('zero.csv');
    const floor = findings.find(({ ruleId }) => ruleId === 'absolute-floor')?.id ?? '';
    const run = await approve('p-3', fresh(), [floor]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('absolute-floor cannot be approved: a price of nothing is never meant');
  });

  it('refuses a report that is none, or that is cut off', async () => {
    await world.audit('catalog.csv');
    const report = world.read('report.json');
    for (const [content, text] of [
      ['{}', 'not a saleguard report'],
      [report.slice(0, -40), 'ends in the middle'],
      [report.replace('"findings"', '"findingz"'), 'is not as a report has it'],
    ] as const) {
      world.write('bad.json', content);
      const flags = ['--policy', 'policy.yaml', '--key', 'p-3.key', '--out', fresh()];
      const run = await world.run(['approve', '--report', 'bad.json', '--finding', '012345', ...flags]);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain(text);
    }
  });

  it('refuses a policy that says nothing of approvals', async () => {
    world.write('plain.yaml', 'version: 1\n');
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const flags = ['--policy', 'plain.yaml', '--key', 'p-3.key', '--out', fresh()];
    const run = await world.run(['approve', '--report', 'report.json', ...flags, ...findingFlags(ids)]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('plain.yaml has no section approvals');
  });

  it.each(['report.json', 'policy.yaml', 'p-3.key'])('never writes over %s', async (name) => {
    const ids = (await world.audit('catalog.csv')).idsOf('EP-100');
    const before = world.read(name);
    const run = await approve('p-3', name, ids);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('it would be overwritten');
    expect(world.read(name)).toBe(before);
  });
});

describe('saleguard approve, a campaign', () => {
  it('covers a category down to a markdown, and not a basis point deeper', async () => {
    world.write('campaign.csv', CATALOG.replaceAll('p-1', 'p-9'));
    const out = fresh();
    const rules = ['--rule', 'deep-markdown', '--rule', 'unapproved-change'];
    const run = await campaign(out, ...EARPHONES, '--markdown-max', '92', ...rules);
    expect(run.stdout).toContain(
      '  every row of Audio > Earphones in price list default, KRW, down to 92 % below its reference\n' +
        '  for deep-markdown, unapproved-change\n',
    );
    expect((await world.audit('campaign.csv', '--approvals', out)).exitCode).toBe(0);

    const shallow = fresh();
    await campaign(shallow, ...EARPHONES, '--markdown-max', '91.99', ...rules);
    expect((await world.audit('campaign.csv', '--approvals', shallow)).of('EP-100')).toEqual([
      'deep-markdown: block, too-deep',
      'unapproved-change: block, too-deep',
    ]);
    const own = await world.audit('catalog.csv', '--approvals', out);
    expect(own.of('EP-100')).toContain('deep-markdown: block, signer-is-editor');
  });

  it('covers SKUs, or a whole price list', async () => {
    world.write('campaign.csv', CATALOG.replaceAll('p-1', 'p-9'));
    const rule = ['--rule', 'deep-markdown', '--markdown-max', '95%'];
    for (const which of [
      ['--sku', 'EP-1', 'EP-100', '--currency', 'KRW'],
      ['--price-list', 'default', '--currency', 'KRW'],
    ]) {
      const out = fresh();
      expect((await campaign(out, ...which, ...rule)).exitCode).toBe(0);
      expect((await world.audit('campaign.csv', '--approvals', out)).of('EP-100')).toContain(
        'deep-markdown: info, approved',
      );
    }
    const other = fresh();
    await campaign(other, '--price-list', 'members', '--currency', 'KRW', ...rule);
    expect((await world.audit('campaign.csv', '--approvals', other)).of('EP-100')).toContain(
      'deep-markdown: block',
    );
  });

  it.each<[string, readonly string[], string]>([
    ['nothing at all', [], 'say what to approve'],
    ['no rows', ['--markdown-max', '50', '--rule', 'deep-markdown', '--currency', 'KRW'], 'say which rows'],
    ['no markdown', [...EARPHONES, '--rule', 'deep-markdown'], '--markdown-max is missing'],
    [
      'a markdown of nothing',
      [...EARPHONES, '--rule', 'deep-markdown', '--markdown-max', '0'],
      '--markdown-max 0',
    ],
    [
      'more than the whole',
      [...EARPHONES, '--rule', 'deep-markdown', '--markdown-max', '100.01'],
      '--markdown-max 100.01',
    ],
    [
      'a markdown in words',
      [...EARPHONES, '--rule', 'deep-markdown', '--markdown-max', 'half'],
      '--markdown-max half',
    ],
    ['no rule', [...EARPHONES, '--markdown-max', '50'], '--rule is missing'],
    [
      'an unknown rule',
      [...EARPHONES, '--markdown-max', '50', '--rule', 'deep-markdwn'],
      'did you mean deep-markdown?',
    ],
    [
      'an unwaivable rule',
      [...EARPHONES, '--markdown-max', '50', '--rule', 'absolute-floor'],
      'absolute-floor cannot be approved',
    ],
    [
      'no currency',
      ['--category', 'Audio', '--markdown-max', '50', '--rule', 'deep-markdown'],
      '--currency is missing',
    ],
    [
      'a currency that is none',
      ['--category', 'Audio', '--currency', 'won', '--markdown-max', '50', '--rule', 'deep-markdown'],
      '--currency won',
    ],
    [
      'a path with a gap',
      ['--category', 'Audio>>x', '--currency', 'KRW', '--markdown-max', '50', '--rule', 'deep-markdown'],
      'is no path',
    ],
    [
      'a category and SKUs',
      [...EARPHONES, '--sku', 'A', '--markdown-max', '50', '--rule', 'deep-markdown'],
      'give the one that is meant',
    ],
    [
      'a floor',
      [...EARPHONES, '--markdown-max', '50', '--rule', 'deep-markdown', '--floor', '1'],
      '--floor belongs to --finding',
    ],
    [
      'a report',
      [...EARPHONES, '--markdown-max', '50', '--rule', 'deep-markdown', '--report', 'report.json'],
      '--report belongs to --finding',
    ],
  ])('ends with 2 and a fix for %s', async (_what, flags, text) => {
    const out = fresh();
    const run = await campaign(out, ...flags);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(text);
    expect(statSync(join(world.path, out), { throwIfNoEntry: false })).toBeUndefined();
  });

  it('takes the right to approve batches', async () => {
    const flags = [...EARPHONES, '--markdown-max', '50', '--rule', 'deep-markdown'];
    const args = ['approve', '--policy', 'policy.yaml', '--key', 'p-2.key', '--out', fresh(), ...flags];
    expect((await world.run(args)).stderr).toContain('the role merchandiser may not approve campaigns');
  });
});

describe('saleguard approve, findings on the catalogue', () => {
  const doubled = `${CATALOG}EP-200,89000,KRW,Headphones,Audio > Headphones,99000,89000,20,p-9,p-9\n`;

  it('binds them to exactly these files', async () => {
    world.write('doubled.csv', doubled);
    const first = await world.audit('doubled.csv');
    const twice = first.findings.filter(
      ({ ruleId, severity }) => ruleId === 'feed-shape' && severity !== 'info',
    );
    expect(twice.length).toBeGreaterThan(0);
    const out = fresh();
    const run = await approve(
      'p-1',
      out,
      twice.map(({ id }) => id),
    );
    expect(run.stdout).toContain('on exactly these catalogue files');
    const after = await world.audit('doubled.csv', '--approvals', out);
    const shapes = (findings: typeof after.findings) =>
      findings
        .filter(({ id }) => twice.some((one) => one.id === id))
        .map(({ severity, approval }) => `${severity} ${approval?.refusal ?? approval?.kind ?? ''}`);
    expect(new Set(shapes(after.findings))).toEqual(new Set(['info approved']));

    appendFileSync(
      join(world.path, 'doubled.csv'),
      'EP-300,5000,KRW,Cable,Audio > Cables,5500,5000,20,p-9,p-9\n',
    );
    const grown = await world.audit('doubled.csv', '--approvals', out);
    expect(new Set(shapes(grown.findings))).toEqual(
      new Set([`${twice[0]?.severity ?? ''} catalogue-edited`]),
    );
  });

  it('has no floor and no units', async () => {
    world.write('doubled.csv', doubled);
    const { findings } = await world.audit('doubled.csv');
    const ids = findings
      .filter(({ ruleId, severity }) => ruleId === 'feed-shape' && severity !== 'info')
      .map(({ id }) => id);
    const run = await approve('p-1', fresh(), ids, '--quantity-max', '5');
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('is not about a row: approve it by itself');
  });
});
