import { describe, expect, it } from 'vitest';
import { BREAKER_RULE_TABLE } from '../../../src/breaker/breaker-rules.js';
import { ORDER_RULES } from '../../../src/pricing/order/order-rule-table.js';
import { RULES } from '../../../src/pricing/rule-table.js';
import { displayWidth } from '../../../src/text/display-width.js';
import { LANGS } from '../../../src/text/lang.js';
import { builtInPolicy, loadPolicyText, loadPolicyTextFor } from '../../../src/wire/policy.js';
import { starterPolicy, starterPolicyFor } from '../../../src/wire/starter-policy.js';
import { SAMPLE_RULES } from './sample-rules.js';

/** Takes the `#` from every line that holds a setting, as a person would who wants all of them written down. */
function uncommented(text: string): string {
  return text.replace(/^( *)#(?=[^ #\n])/gm, '$1');
}

describe.each(LANGS)('the starter policy in %s', (lang) => {
  it('reads as exactly the built-in policy', () => {
    expect(loadPolicyText(starterPolicy(lang), { file: 'starter.yaml' }).hash).toBe(builtInPolicy().hash);
  });

  it('reads as exactly the built-in policy with every setting taken out of its comment', () => {
    const text = uncommented(starterPolicy(lang));
    expect(loadPolicyText(text, { file: 'starter.yaml' }).hash).toBe(builtInPolicy().hash);
    const settings = RULES.flatMap((rule) => Object.keys(rule.parameters));
    for (const name of settings) expect(text).toMatch(new RegExp(`^      ${name}:`, 'm'));
  });

  it('does so for parameters of every kind', () => {
    const text = starterPolicyFor(SAMPLE_RULES, lang);
    const hash = loadPolicyTextFor(SAMPLE_RULES, 'version: 1', { file: 'empty' }).hash;
    for (const each of [text, uncommented(text)]) {
      expect(loadPolicyTextFor(SAMPLE_RULES, each, { file: 'starter.yaml' }).hash).toBe(hash);
    }
    expect(uncommented(text)).toContain("      names: ['it''s', '샘플']\n");
    expect(uncommented(text)).toContain("      floors:\n        KRW: '100'\n        USD: '0.50'\n");
  });

  it('names the schema for editors and explains every rule and parameter', () => {
    const text = starterPolicy(lang);
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./node_modules/saleguard/policy.schema.json',
    );
    const words = text.replace(/\n *# /g, ' ');
    for (const rule of RULES) {
      expect(words).toContain(rule.protects[lang]);
      for (const parameter of Object.values(rule.parameters))
        expect(words).toContain(parameter.meaning[lang]);
    }
    for (const rule of ORDER_RULES) {
      expect(words).toContain(rule.protects[lang]);
      for (const { meaning } of Object.values(rule.parameters)) expect(words).toContain(meaning[lang]);
    }
    for (const { protects, reason } of BREAKER_RULE_TABLE) {
      expect(words).toContain(protects[lang]);
      expect(words).toContain(reason[lang]);
    }
  });

  it('keeps its comments within 110 columns', () => {
    const comments = starterPolicy(lang)
      .split('\n')
      .filter((line) => /^ *# /.test(line));
    expect(comments.filter((line) => displayWidth(line) > 110)).toEqual([]);
  });
});
