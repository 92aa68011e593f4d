import type { Finding } from '../catalog/finding.js';
import { ruleOf } from '../pricing/rule-table.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { reportWords } from '../text/report/words.js';
import { sayIn } from '../text/say.js';
import { amountText, limitText, measureText } from './measure.js';

/**
 * The diagnosis of a finding in words, in the rule's own sentence, safe to show anywhere. A rule this version does not
 * know (a finding of a newer one) is told with what it measured and its limit.
 */
export function messageOf(finding: Finding, lang: Lang): string {
  const rule = ruleOf(finding.ruleId);
  if (rule === undefined) return unknownRuleMessage(finding, lang);
  const say = sayIn(lang);
  const currency = finding.currency;
  const sentence = rule.tell[lang](finding.evidence, {
    say,
    money: (minor) => amountText(minor, currency, lang),
    currency,
    severity: finding.severity,
  });
  return plainText(sentence);
}

function unknownRuleMessage(finding: Finding, lang: Lang): string {
  return reportWords(lang).unknownRule({
    ruleId: plainText(finding.ruleId),
    measured: measureText(finding.measured, finding.currency, lang),
    limit: limitText(finding, lang),
  });
}
