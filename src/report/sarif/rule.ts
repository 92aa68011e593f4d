import type { RankedFinding } from '../../audit/result.js';
import { severityRank, type Severity } from '../../catalog/finding.js';
import type { PriceRule } from '../../pricing/rule.js';
import type { Lang } from '../../text/lang.js';
import { ciWords } from '../../text/report/ci-words.js';
import type { JsonValue } from '../json-text.js';
import { messageOf } from '../message.js';

/** A JSON object of a SARIF log; members that are undefined are left out. */
export interface SarifObject {
  readonly [member: string]: JsonValue | undefined;
}

/**
 * Levels by severity. Only what must not go live is an error: a person has to look at a `hold`, and may find it right. A
 * code scanning check set to its default fails on errors.
 */
export const SARIF_LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  block: 'error',
  hold: 'warning',
  warn: 'note',
  info: 'note',
};

/** A rule of the rule table as a viewer shows it beside its results. */
export function sarifRule(rule: PriceRule, lang: Lang): SarifObject {
  const [worst = 'info'] = [...rule.severities].sort(
    (left, right) => severityRank(left) - severityRank(right),
  );
  return {
    id: rule.id,
    shortDescription: { text: rule.protects[lang] },
    fullDescription: { text: `${rule.protects[lang]} ${ciWords(lang).trigger}: ${rule.formula}` },
    help: helpOf(rule, lang),
    defaultConfiguration: { level: SARIF_LEVELS[worst] },
    properties: { tags: ['price', rule.kind], severities: rule.severities },
  };
}

function helpOf(rule: PriceRule, lang: Lang): SarifObject {
  const words = ciWords(lang);
  const stops = rule.stops.map(({ merchant, when, what }) => `${merchant} (${when}): ${what[lang]}`);
  const command = `saleguard rules ${rule.id}`;
  const text = [
    rule.protects[lang],
    `${words.trigger}: ${rule.formula}`,
    ...(stops.length === 0 ? [] : [`${words.stopped}: ${stops.join(' ')}`]),
    words.explained(command),
  ];
  const markdown = [
    rule.protects[lang],
    `**${words.trigger}:** \`${rule.formula}\``,
    ...(stops.length === 0 ? [] : [`**${words.stopped}:**\n${stops.map((stop) => `- ${stop}`).join('\n')}`]),
    words.explained(`\`${command}\``),
  ];
  return { text: text.join('\n'), markdown: markdown.join('\n\n') };
}

/** Something the run has to say about itself. */
export function sarifWarning(text: string): SarifObject {
  return { level: 'warning', message: { text } };
}

/** A finding that is said for completeness, as a notification of the run. */
export function sarifNote(finding: RankedFinding, lang: Lang): SarifObject {
  return {
    level: 'note',
    message: { text: messageOf(finding, lang) },
    associatedRule: { id: finding.ruleId },
  };
}
