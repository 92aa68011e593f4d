import type { AuditResult, RuleCoverage } from '../../audit/result.js';
import { SEVERITIES } from '../../catalog/finding.js';
import { ruleOf } from '../../pricing/rule-table.js';
import type { Lang } from '../../text/lang.js';
import { plainText } from '../../text/plain-text.js';
import { pageWords, reportWords } from '../../text/report/words.js';
import { sayIn } from '../../text/say.js';
import { coverageLines, totalOf } from '../coverage.js';
import { h, type PageElement } from './element.js';

/** What could not be judged, in sentences. */
export function coverageSection(result: AuditResult, lang: Lang): PageElement {
  const words = reportWords(lang);
  const lines = coverageLines(result.summary, lang);
  const shown = lines.length === 0 ? [words.everythingJudged] : lines;
  return h(
    'section',
    { id: 'coverage' },
    h('h2', {}, words.coverageTitle),
    h('ul', { class: 'gaps' }, ...shown.map((line) => h('li', {}, line))),
  );
}

/** Every rule: what it protects against, what it found, how much it judged. */
export function ruleSection(result: AuditResult, lang: Lang): PageElement {
  const words = pageWords(lang);
  const items = result.summary.coverage.map((entry) => ruleItem(entry, result, lang));
  return h(
    'section',
    { id: 'rules' },
    h('h2', {}, words.rulesTitle),
    h('p', { class: 'lead' }, words.rulesLead, ' ', words.explainCommand('saleguard rules <id>')),
    h('ul', { class: 'rules' }, ...items),
  );
}

function ruleItem(entry: RuleCoverage, result: AuditResult, lang: Lang): PageElement {
  const protects = ruleOf(entry.ruleId)?.protects[lang];
  return h(
    'li',
    {},
    h('code', {}, entry.ruleId),
    h('p', {}, protects ?? ''),
    h('p', { class: 'found' }, foundText(entry, result, lang)),
    judged(entry, lang),
  );
}

/** A rule that judged nothing has no right to say "no finding". */
function foundText(entry: RuleCoverage, result: AuditResult, lang: Lang): string {
  const counts = result.summary.byRule[entry.ruleId];
  const texts = SEVERITIES.filter((severity) => (counts?.[severity] ?? 0) > 0).map(
    (severity) => `${reportWords(lang).severity[severity]} ${sayIn(lang).count(counts?.[severity] ?? 0)}`,
  );
  if (texts.length > 0) return texts.join(', ');
  return entry.judged === 0 ? '' : pageWords(lang).silent;
}

const METER_WIDTH = 100;

function judged(entry: RuleCoverage, lang: Lang): PageElement {
  const words = pageWords(lang);
  const total = totalOf(entry);
  if (total === 0) return h('p', { class: 'judged' }, entry.off > 0 ? words.notRun : '');
  const say = sayIn(lang);
  return h(
    'p',
    { class: 'judged' },
    h(
      'svg',
      {
        viewBox: `0 0 ${String(METER_WIDTH)} 6`,
        class: 'meter',
        'aria-hidden': 'true',
        preserveAspectRatio: 'none',
      },
      h('rect', { class: 'all', width: METER_WIDTH, height: 6 }),
      h('rect', { class: 'part', width: Math.round((entry.judged / total) * METER_WIDTH), height: 6 }),
    ),
    ' ',
    words.judgedShare(say.count(entry.judged), say.count(total)),
  );
}

/** What ties the report to its inputs: policy, digests, version. */
export function aboutSection(result: AuditResult, toolVersion: string, lang: Lang): PageElement {
  const words = pageWords(lang);
  const entry = (label: string, value: string): PageElement =>
    h('div', {}, h('dt', {}, label), h('dd', {}, value));
  const files = result.summary.batch.files.map((file) =>
    entry(
      words.file,
      `${plainText(file.file)}, ${words.fileRows(sayIn(lang).count(file.rows))}, SHA-256 ${file.sha256}`,
    ),
  );
  return h(
    'section',
    { id: 'about' },
    h('h2', {}, words.aboutTitle),
    h(
      'dl',
      {},
      ...files,
      entry(words.policy, plainText(result.policy.source)),
      entry(words.policyHash, result.policy.hash),
      entry(words.writtenBy, `saleguard ${toolVersion}`),
    ),
  );
}
