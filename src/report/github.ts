import type { AuditResult, RankedFinding } from '../audit/result.js';
import type { Severity } from '../catalog/finding.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { ciWords } from '../text/report/ci-words.js';
import { reportWords } from '../text/report/words.js';
import { approvalText, isApproved } from './approval-text.js';
import type { ReportFormat, ReportSink } from './format.js';
import { messageOf } from './message.js';
import { titleText } from './offer-text.js';
import { flaggedOffer, groupFindings, type GroupedFindings } from './offers.js';
import { portablePath } from './portable-path.js';
import { knownLines, refusedLines, verdictLines } from './verdict.js';

type Command = 'error' | 'warning' | 'notice';

const COMMANDS: Readonly<Record<Severity, Command | undefined>> = {
  block: 'error',
  hold: 'warning',
  warn: 'notice',
  // Said for completeness, or approved: no reason to mark a line.
  info: undefined,
};

/** Annotations of each kind that GitHub shows for a step. One notice is kept for the last line. */
const SHOWN_MAX: Readonly<Record<Command, number>> = { error: 10, warning: 10, notice: 9 };

/**
 * Workflow commands of GitHub Actions, which mark the line of a catalogue in a pull request: the batch, then the worst rows
 * and promotions, each once. What a baseline held is not marked: it would take the places of what is new. The last line is
 * the verdict and says how many more there are.
 */
export const githubFormat: ReportFormat = {
  id: 'github',
  write(result, { lang }, sink) {
    const groups = groupFindings(result.findings);
    const left: Record<Command, number> = { ...SHOWN_MAX };
    let hiddenCount = 0;
    for (const annotation of annotations(groups, lang)) {
      left[annotation.command] -= 1;
      if (left[annotation.command] >= 0) sink.write(commandText(annotation));
      else hiddenCount += 1;
    }
    writeVerdict(result, groups, hiddenCount, lang, sink);
  },
};

interface Annotation {
  readonly command: Command;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly title: string;
  readonly message: string;
}

function* annotations(groups: GroupedFindings, lang: Lang): Generator<Annotation> {
  const words = reportWords(lang);
  for (const finding of groups.batch) {
    const command = COMMANDS[finding.severity];
    if (command === undefined || !finding.isNew) continue;
    const title = `${words.severity[finding.severity]} ${plainText(finding.ruleId)}`;
    yield { command, file: finding.file, line: finding.line, title, message: toldText(finding, lang) };
  }
  for (const group of groups.offers) {
    const offer = flaggedOffer(group);
    const command = COMMANDS[offer.severity];
    if (command === undefined || !offer.isNew) continue;
    const title = [`${words.severity[offer.severity]} ${titleText(offer, lang)}`, offer.name ?? []].flat();
    const [first, ...rest] = offer.findings;
    const others = new Set(
      rest.filter((finding) => !isApproved(finding)).map(({ ruleId }) => plainText(ruleId)),
    );
    others.delete(plainText(first.ruleId));
    const also = others.size === 0 ? '' : ` (${words.also}: ${[...others].join(', ')})`;
    yield {
      command,
      file: offer.file,
      line: offer.line,
      title: title.map(plainText).join(' · '),
      message: `${toldText(first, lang)}${also}`,
    };
  }
}

function toldText(finding: RankedFinding, lang: Lang): string {
  const approval = approvalText(finding, lang);
  return `${messageOf(finding, lang)}${approval === undefined ? '' : ` (${approval})`}`;
}

function writeVerdict(
  result: AuditResult,
  groups: GroupedFindings,
  hiddenCount: number,
  lang: Lang,
  sink: ReportSink,
): void {
  const hidden = hiddenCount === 0 ? [] : [ciWords(lang).notAnnotated(hiddenCount)];
  const message = [
    ...verdictLines(result, groups, lang),
    ...refusedLines(result, lang),
    ...knownLines(result, lang),
    ...hidden,
  ].join(' ');
  sink.write(commandText({ command: 'notice', title: 'saleguard', message }));
}

function commandText({ command, file, line, title, message }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${propertyText(plainText(portablePath(file)))}`]),
    ...(file === undefined || line === undefined ? [] : [`line=${line.toFixed(0)}`]),
    `title=${propertyText(title)}`,
  ];
  return `::${command} ${properties.join(',')}::${dataText(message)}\n`;
}

/** The escapes of workflow commands: a message cannot end its line and begin a command of its own. */
function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
