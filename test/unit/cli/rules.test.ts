import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rulesCommand } from '../../../src/cli/commands/rules.js';
import { ruleExample } from '../../../src/cli/rule-example.js';
import { rulesListText, ruleText } from '../../../src/cli/rules-text.js';
import { RULES } from '../../../src/pricing/rule-table.js';
import { displayWidth } from '../../../src/text/display-width.js';
import { LANGS } from '../../../src/text/lang.js';
import { loadPolicyTextFor } from '../../../src/wire/policy.js';
import { SAMPLE_RULES } from '../wire/sample-rules.js';
import { fakeIo } from './fake-io.js';

const folder = mkdtempSync(join(tmpdir(), 'saleguard-rules-'));
const policyFile = join(folder, 'shop.yaml');
writeFileSync(
  policyFile,
  `version: 1
pricing:
  rules:
    deep-markdown:
      historyBlockBps: 7000
      overrides:
        - { category: Clearance, priceList: members, historyBlockBps: 8500, severityMax: hold }
audit: { lang: ko }
`,
);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: readonly string[]): Promise<string> {
  const world = fakeIo();
  await rulesCommand(world.io).parseAsync([...args], { from: 'user' });
  expect(world.exit()).toBeUndefined();
  return world.stdout();
}

describe('saleguard rules', () => {
  it('lists every rule with what it protects against and its severities', async () => {
    const words = (await run()).replace(/\s+/g, ' ');
    for (const rule of RULES)
      expect(words).toContain(`${rule.id} ${rule.protects.en} (${rule.severities.join(', ')})`);
  });

  it('marks what a policy switched off or changed', () => {
    const text =
      'version: 1\npricing: { rules: { no-parameters: { enabled: false }, every-kind: { count: 21 } } }';
    const { rules } = loadPolicyTextFor(SAMPLE_RULES, text, { file: 'p' }).pricing;
    expect(rulesListText(rules, { lang: 'en', width: 100, policySource: 'p.yaml' }))
      .toBe(`5 rules. Explain one: saleguard rules <id>

  every-kind      What every-kind stops. (block, warn) [changed]
  no-parameters   What no-parameters stops. (block, warn) [off]
  parse-strict    What parse-strict stops. (block, warn)
  absolute-floor  What absolute-floor stops. (block, warn)
  whole-batch     What whole-batch stops. (hold)

As set by p.yaml.
`);
  });

  it('explains one: the incident, the formula, parameters with default and reason, how to set it', async () => {
    const text = await run('deep-markdown');
    expect(text).toContain('  Trigger   1 - price / reference >= limit');
    expect(text).toContain('  Lotte Hi-Mart (n.d.): unopened earphones');
    expect(text).toContain('  historyBlockBps: default 6000 (60 %)\n      Block from this markdown');
    expect(text).toContain('    deep-markdown:\n');
    expect(text).toContain(
      'overrides:\n          - category: Audio > Earphones\n            historyBlockBps: 7000\n',
    );
    expect(text).toContain('          - priceList: overseas\n');
    expect(text).not.toContain('In force');
  });

  it('shows what a policy puts in force', async () => {
    const text = await run('deep-markdown', '--policy', policyFile, '--lang', 'en');
    const inForce = text.slice(text.indexOf('In force'), text.indexOf('How to set it'));
    expect(inForce.replace(/\s+/g, ' ')).toBe(
      `In force by ${policyFile} historyBlockBps 7000 (70 %) where Clearance, members: findings lowered to hold; historyBlockBps 8500 (85 %) `,
    );
    expect(text).toContain('historyBlockBps: default 6000 (60 %)');
  });

  it('speaks the language of the policy unless told another', async () => {
    expect(await run('deep-markdown', '--policy', policyFile)).toContain('기본값 6000 (60%)');
    expect(await run('deep-markdown', '--policy', policyFile, '--lang', 'en')).toContain(
      'default 6000 (60 %)',
    );
  });

  it('says that a rule cannot be waived, and why', () => {
    const config = loadPolicyTextFor(SAMPLE_RULES, 'version: 1', { file: 'p' }).pricing.rules[2];
    if (config === undefined) throw new Error('no such sample rule');
    const text = ruleText(config, { lang: 'en', width: 100, policySource: undefined });
    expect(text).toContain(
      'Cannot be switched off or lowered: a row that could not be read was judged by no rule.',
    );
    expect(text).not.toContain('How to set it');
  });

  it('prints JSON with the values in force', async () => {
    const all: unknown = JSON.parse(await run('--format', 'json'));
    expect(all).toHaveLength(RULES.length);
    expect(
      JSON.parse(await run('deep-markdown', '--format', 'json', '--policy', policyFile, '--lang', 'en')),
    ).toMatchObject({
      id: 'deep-markdown',
      enabled: true,
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'historyBlockBps', value: 7000, default: 6000, kind: 'bps' }),
      ]) as unknown,
      overrides: [
        {
          category: 'Clearance',
          priceList: 'members',
          severityMax: 'hold',
          parameters: { historyBlockBps: 8500 },
        },
      ],
    });
  });

  it('refuses an unknown id with the nearest one', async () => {
    await expect(run('deep-markdwon')).rejects.toMatchObject({
      code: 'usage',
      message: 'there is no rule deep-markdwon; did you mean deep-markdown?',
    });
    await expect(run('zzz\u001b[31m')).rejects.toMatchObject({
      message: 'there is no rule zzz[31m; "saleguard rules" lists them',
    });
  });

  it('refuses a policy it cannot read', async () => {
    const missing = join(folder, 'missing.yaml');
    await expect(run('--policy', missing)).rejects.toMatchObject({
      code: 'file',
      message: `cannot read ${missing}: there is no such file`,
    });
    await expect(run('--policy', folder)).rejects.toMatchObject({
      message: `cannot read ${folder}: it is a folder`,
    });
    const binary = join(folder, 'binary.yaml');
    writeFileSync(binary, Uint8Array.of(0xb0, 0xa1));
    await expect(run('--policy', binary)).rejects.toMatchObject({
      message: `${binary} is not UTF-8; save it as UTF-8`,
    });
  });
});

describe.each(LANGS)('texts of rules in %s', (lang) => {
  it('keep within the width of the terminal', () => {
    const { rules } = loadPolicyTextFor(RULES, 'version: 1', { file: 'p' }).pricing;
    const options = { lang, width: 80, policySource: undefined };
    const texts = [rulesListText(rules, options), ...rules.map((config) => ruleText(config, options))];
    const prose = texts.flatMap((text) => text.split('\n')).filter((line) => !/^ {6,}[\w'-]+:/.test(line));
    expect(prose.filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  it('show examples that are valid policy and change something', () => {
    for (const table of [RULES, SAMPLE_RULES]) {
      const plain = loadPolicyTextFor(table, 'version: 1', { file: 'empty' }).hash;
      for (const rule of table) {
        const example = ruleExample(rule, lang);
        if (example.length === 0) continue;
        const policy = loadPolicyTextFor(table, ['version: 1', ...example].join('\n'), { file: rule.id });
        expect(policy.hash, rule.id).not.toBe(plain);
        const config = policy.pricing.rules.find((each) => each.rule.id === rule.id);
        expect(config?.overrides, rule.id).toHaveLength(rule.kind === 'offer' ? 2 : 0);
      }
    }
  });
});
