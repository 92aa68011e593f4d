import type { AuditResult, RankedFinding } from '../audit/result.js';
import { SEVERITIES } from '../catalog/finding.js';
import { plainText } from '../text/plain-text.js';
import { reportWords } from '../text/report/words.js';
import { approvalText } from './approval-text.js';
import { coverageLines } from './coverage.js';
import type { ReportFormat, ReportOptions } from './format.js';
import { messageOf } from './message.js';
import { flaggedOffer, groupFindings, type GroupedFindings } from './offers.js';
import { placeOf } from './place.js';
import { writeOffer } from './text/offer-lines.js';
import { BODY_INDENT, TextPage } from './text/page.js';
import { exposureLines, isBuiltIn, knownLines, refusedLines, sourceLines, verdictLines } from './verdict.js';

/** For a person at a terminal: the verdict, the worst offers in words, what could not be judged, what to do. */
export const textFormat: ReportFormat = {
  id: 'text',
  write(result, options, sink) {
    const page = new TextPage(options, sink);
    const groups = groupFindings(result.findings);
    writeVerdict(page, result, groups, options);
    writeBatch(page, groups.batch, options);
    writeOffers(page, groups, options);
    writeCoverage(page, result, options);
    if (groups.batch.length + groups.offers.length > 0) writeNextSteps(page, result, groups, options);
  },
};

function writeVerdict(
  page: TextPage,
  result: AuditResult,
  groups: GroupedFindings,
  options: ReportOptions,
): void {
  page.write(sourceLines(result, options.lang).join(' '));
  page.blank();
  const worst = SEVERITIES.find((severity) => result.summary.bySeverity[severity] > 0);
  const emphasis = worst === 'block' || worst === 'hold' ? worst : 'strong';
  for (const line of verdictLines(result, groups, options.lang)) page.write(line, { emphasis });
  const { lang } = options;
  const further = [
    ...refusedLines(result, lang),
    ...exposureLines(result, lang),
    ...knownLines(result, lang),
  ];
  for (const line of further) page.write(line);
}

function writeBatch(page: TextPage, findings: readonly RankedFinding[], options: ReportOptions): void {
  if (findings.length === 0) return;
  const words = reportWords(options.lang);
  page.blank();
  page.write(words.batchTitle, { emphasis: 'strong' });
  for (const finding of findings.slice(0, options.findingMax)) {
    const place = placeOf(finding);
    const label = { text: words.severity[finding.severity], emphasis: finding.severity };
    page.writeLabelled(label, `${plainText(finding.ruleId)}${place === undefined ? '' : ` · ${place}`}`);
    page.write(messageOf(finding, options.lang), { indent: BODY_INDENT });
    const approval = approvalText(finding, options.lang);
    if (approval !== undefined) page.write(approval, { indent: BODY_INDENT });
  }
  if (findings.length > options.findingMax)
    page.write(words.moreBatchFindings(findings.length - options.findingMax));
}

function writeOffers(page: TextPage, groups: GroupedFindings, options: ReportOptions): void {
  for (const group of groups.offers.slice(0, options.findingMax)) {
    page.blank();
    writeOffer(page, flaggedOffer(group), options.lang);
  }
  const rest = groups.offers.length - options.findingMax;
  if (rest <= 0) return;
  page.blank();
  page.write(reportWords(options.lang).moreOffers(rest), { emphasis: 'strong' });
}

function writeCoverage(page: TextPage, result: AuditResult, options: ReportOptions): void {
  const lines = coverageLines(result.summary, options.lang);
  const words = reportWords(options.lang);
  if (lines.length === 0) {
    if (result.summary.judged === 0) return;
    page.blank();
    page.write(words.everythingJudged);
    return;
  }
  page.blank();
  page.write(words.coverageTitle, { emphasis: 'strong' });
  for (const line of lines) page.write(line, { indent: 2, hanging: 2 });
}

function writeNextSteps(
  page: TextPage,
  result: AuditResult,
  groups: GroupedFindings,
  options: ReportOptions,
): void {
  const words = reportWords(options.lang);
  const first = groups.offers[0];
  const telling = first === undefined ? groups.batch[0] : flaggedOffer(first).findings[0];
  page.blank();
  page.write(words.nextTitle, { emphasis: 'strong' });
  const steps = [
    words.nextFix,
    ...(telling === undefined ? [] : [words.nextExplain(`saleguard rules ${plainText(telling.ruleId)}`)]),
    ...(isBuiltIn(result) ? [words.nextPolicy('saleguard init')] : []),
  ];
  for (const step of steps) page.write(step, { indent: 2, hanging: 2 });
}
