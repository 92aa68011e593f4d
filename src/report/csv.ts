import type { RankedFinding } from '../audit/result.js';
import { markdownBps } from '../money/basis-points.js';
import { currencyExponent } from '../money/currency.js';
import { printAmount } from '../money/decimal-text.js';
import type { Lang } from '../text/lang.js';
import { plainText } from '../text/plain-text.js';
import { approvalText } from './approval-text.js';
import type { ReportFormat } from './format.js';
import { messageOf } from './message.js';

/** Without it Excel reads UTF-8 as the code page of its country, and Hangul becomes noise. */
export const BYTE_ORDER_MARK = '\ufeff';
/** RFC 4180 ends its records so. */
export const LINE_END = '\r\n';

interface Column {
  readonly name: string;
  /** Undefined is an empty cell. */
  readonly text?: (finding: RankedFinding, lang: Lang) => string | undefined;
  /** A number, already printed: never quoted, never prefixed, so that a sheet can add it up. */
  readonly number?: (finding: RankedFinding) => string | undefined;
}

/** Names and order are stable: people build sheets on them. A new column goes to the end. */
const COLUMNS: readonly Column[] = [
  { name: 'severity', text: (finding) => finding.severity },
  { name: 'rule', text: (finding) => finding.ruleId },
  { name: 'sku', text: (finding) => finding.sku },
  { name: 'promotion', text: (finding) => finding.promotionId },
  { name: 'name', text: (finding) => finding.name },
  { name: 'category', text: (finding) => finding.category },
  { name: 'price_list', text: (finding) => finding.priceList },
  { name: 'currency', text: (finding) => finding.currency },
  { name: 'price', number: (finding) => majorText(finding, finding.priceMinor) },
  { name: 'reference', number: (finding) => majorText(finding, finding.referenceMinor) },
  { name: 'markdown_percent', number: markdownText },
  { name: 'exposure', number: (finding) => majorText(finding, finding.exposureMinor) },
  { name: 'message', text: messageOf },
  { name: 'file', text: (finding) => finding.file },
  { name: 'line', number: (finding) => finding.line?.toFixed(0) },
  { name: 'approval', text: approvalText },
  { name: 'id', text: (finding) => finding.id },
];

/**
 * Findings for a spreadsheet, one a row, worst first. No cell is a formula: a text that a sheet would take for one begins
 * with an apostrophe.
 */
export const csvFormat: ReportFormat = {
  id: 'csv',
  write(result, { lang }, sink) {
    sink.write(`${BYTE_ORDER_MARK}${COLUMNS.map((column) => column.name).join(',')}${LINE_END}`);
    for (const finding of result.findings) {
      const cells = COLUMNS.map((column) => cellOf(column, finding, lang));
      sink.write(`${cells.join(',')}${LINE_END}`);
    }
  },
};

function cellOf({ text, number }: Column, finding: RankedFinding, lang: Lang): string {
  if (number !== undefined) return number(finding) ?? '';
  const value = text?.(finding, lang);
  return value === undefined ? '' : textCell(value);
}

/**
 * A text as a cell of CSV. What begins like a formula, blanks before it and full-width or raised twins of the sign included,
 * gets an apostrophe, which a sheet does not show.
 */
export function textCell(text: string): string {
  return cellText(plainText(text));
}

/** As {@link textCell}, with its line ends: a text of several lines in one cell. */
export function linesCell(text: string): string {
  return cellText(text.split('\n').map(plainText).join('\n'));
}

function cellText(shown: string): string {
  const first = shown.trimStart().normalize('NFKC').charAt(0);
  const safe = FORMULA_STARTS.includes(first) && first !== '' ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const FORMULA_STARTS = '=+-@';

/** An amount in whole units of the currency; nothing where the currency is not known and the digits could mean anything. */
function majorText({ currency }: RankedFinding, minor: number | undefined): string | undefined {
  if (minor === undefined || currency === undefined || !Number.isSafeInteger(minor)) return undefined;
  return printAmount(minor, currencyExponent(currency));
}

/** Below the reference in percent, with at most two decimals; negative above it. */
function markdownText({ priceMinor, referenceMinor }: RankedFinding): string | undefined {
  if (priceMinor === undefined || referenceMinor === undefined || referenceMinor <= 0) return undefined;
  return String(markdownBps(priceMinor, referenceMinor) / 100);
}
