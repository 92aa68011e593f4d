import { Command, Option } from 'commander';
import { nearestName } from '../../core/edit-distance.js';
import { GuardError } from '../../core/errors.js';
import type { RuleConfig } from '../../pricing/settings.js';
import { LANGS, type Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import type { Policy } from '../../wire/policy.js';
import type { CliIo } from '../io.js';
import { loadPolicy } from '../policy-file.js';
import { ruleJson } from '../rules-json.js';
import { ruleText, rulesListText, type RulesTextOptions } from '../rules-text.js';

interface RulesFlags {
  readonly policy?: string;
  readonly lang?: Lang;
  readonly format?: 'text' | 'json';
}

const EXAMPLES = `
Examples:
  saleguard rules
  saleguard rules deep-markdown
  saleguard rules deep-markdown --policy saleguard.policy.yaml
  saleguard rules --format json
`;

/** Widest text: longer lines are hard to read, whatever the terminal. */
const WIDTH_MAX = 110;

/** `saleguard rules`: lists the price rules, or explains one. */
export function rulesCommand(io: CliIo): Command {
  return new Command('rules')
    .description('List the price rules, or explain one and how to tune it.')
    .argument('[id]', 'the rule to explain')
    .option('--policy <file>', 'show the values this policy puts in force')
    .addOption(new Option('--lang <lang>', 'language of the words').choices(LANGS))
    .addOption(new Option('--format <name>', 'text or json (default: text)').choices(['text', 'json']))
    .addHelpText('after', EXAMPLES)
    .action((id: string | undefined, flags: RulesFlags) => {
      io.stdout.write(rulesOutput(id, flags, io));
    });
}

function rulesOutput(id: string | undefined, flags: RulesFlags, io: CliIo): string {
  const policy = loadPolicy(flags.policy);
  const configs = policy.pricing.rules;
  const lang = flags.lang ?? policy.audit.lang ?? 'en';
  const config = id === undefined ? undefined : configOf(id, configs);
  if (flags.format === 'json') {
    const json = config === undefined ? configs.map((each) => ruleJson(each, lang)) : ruleJson(config, lang);
    return `${JSON.stringify(json, null, 2)}\n`;
  }
  const options = textOptions(policy, flags, lang, io);
  return config === undefined ? rulesListText(configs, options) : ruleText(config, options);
}

function textOptions(policy: Policy, flags: RulesFlags, lang: Lang, io: CliIo): RulesTextOptions {
  const policySource = flags.policy === undefined ? undefined : plainText(policy.source);
  return { lang, width: Math.min(io.width, WIDTH_MAX), policySource };
}

function configOf(id: string, configs: readonly RuleConfig[]): RuleConfig {
  const config = configs.find(({ rule }) => rule.id === id);
  if (config !== undefined) return config;
  const nearest = nearestName(
    id,
    configs.map(({ rule }) => rule.id),
  );
  const hint = nearest === undefined ? '"saleguard rules" lists them' : `did you mean ${nearest}?`;
  throw new GuardError({ code: 'usage', message: `there is no rule ${plainText(id)}; ${hint}` });
}
