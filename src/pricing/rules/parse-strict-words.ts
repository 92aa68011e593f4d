import type { OfferColumn } from '../../catalog/offer.js';
import type { FieldProblem, RowProblem } from '../../catalog/row.js';
import type { InEveryLang } from '../../text/lang.js';
import { withJosa } from '../../text/josa.js';
import type { Telling } from '../rule.js';
import type { WindowProblem } from './sale-window-words.js';

/** Problems this rule answers for: all but those that belong to the currency and to the sale window. */
export type ParseProblem = Exclude<FieldProblem | RowProblem, 'fraction-digits' | WindowProblem>;

interface Unreadable {
  readonly [key: string]: string | null;
  readonly kind: ParseProblem;
  /** As the file names it; null when the whole row is meant. */
  readonly column: string | null;
  readonly field: OfferColumn | null;
  readonly text: string;
  /** What the reader adds for the person who mends it, in English. */
  readonly hint: string | null;
}

interface ZeroFraction {
  readonly [key: string]: string | number | readonly string[];
  readonly kind: 'zero-fraction';
  readonly columns: readonly OfferColumn[];
  readonly count: number;
}

interface LeftOut {
  readonly [key: string]: string | number | readonly string[];
  readonly kind: 'left-out-rows';
  /** The file beside the catalogue whose rows could not be used. */
  readonly input: 'history' | 'previous';
  readonly count: number;
  readonly rowCount: number;
  /** The first few, with file, line and what is wrong, in English. */
  readonly examples: readonly string[];
}

/** What could not be read, or was read although it looks odd. */
export type ParseStrictEvidence = Unreadable | ZeroFraction | LeftOut;

/** What should have stood there, as an example that reads the same in every language. */
export const EXPECTED: Readonly<Record<ParseProblem, string>> = {
  missing: 'value',
  'too-long': 'value',
  'not-a-number': '129000',
  'exponent-notation': '129000',
  'full-width-digits': '129000',
  'group-separator': '129000',
  'locale-comma': '12.90',
  'currency-sign': '129000',
  'leading-zeros': '129000',
  'out-of-range': '129000',
  'unknown-currency': 'KRW',
  'unknown-value': 'value',
  'not-a-time': '2026-08-01T00:00:00+09:00',
  'control-character': 'text',
  'bad-encoding': 'utf-8',
  'too-few-fields': 'header',
  'too-many-fields': 'header',
  'row-too-long': '65536',
  'bad-quote': '"',
  'unclosed-quote': '"',
  'not-json': '{}',
  'not-an-object': '{}',
  'unknown-field': 'field',
};

/** Values a column may have, where they are a short list. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  ['tax_basis', 'included, excluded'],
  ['condition', 'new, open-box, refurbished, used'],
  ['gift', 'true, false'],
]);

/** The diagnosis of what could not be read, in words. */
export const parseStrictTell: InEveryLang<(evidence: ParseStrictEvidence, telling: Telling) => string> = {
  en(e, { say }) {
    if (e.kind === 'zero-fraction') {
      return `${say.count(e.count)} ${e.count === 1 ? 'amount' : 'amounts'} in ${e.columns.join(', ')} ${e.count === 1 ? 'carries' : 'carry'} decimals this currency does not have, all of them zero. They were read as whole amounts; check that the file was not made for another currency.`;
    }
    if (e.kind === 'left-out-rows') {
      const input = e.input === 'history' ? 'price history' : 'previous catalogue';
      return `${say.count(e.count)} of ${say.count(e.rowCount)} rows of the ${input} cannot be used; prices were judged without them. First: ${e.examples.join('; ')}`;
    }
    const subject = e.column === null ? 'The row' : `Column ${e.column}`;
    const allowed = allowedOf(e);
    const isHinted = e.hint !== null && e.hint !== '' && WITH_HINT.has(e.kind) && allowed === undefined;
    const hint = isHinted ? ` ${sentence(e.hint)}` : '';
    return `${subject} ${MEND_EN[e.kind](`“${e.text}”`, allowed)}${hint}`;
  },
  ko(e, { say }) {
    if (e.kind === 'zero-fraction') {
      return `${e.columns.join(', ')} 열의 금액 ${say.count(e.count)}개에 이 통화에는 없는 소수 자리가 붙어 있습니다(모두 0). 정수로 읽었지만 다른 통화용 파일은 아닌지 확인하세요.`;
    }
    if (e.kind === 'left-out-rows') {
      const input = e.input === 'history' ? '가격 이력' : '이전 카탈로그';
      return `${input} ${say.count(e.rowCount)}행 중 ${say.count(e.count)}행을 쓸 수 없어 빼고 판단했습니다. 예: ${e.examples.join('; ')}`;
    }
    const subject = e.column === null ? '이 행' : `${e.column} 열`;
    return MEND_KO[e.kind](subject, `“${e.text}”`, allowedOf(e));
  },
};

/** Kinds whose details only the reader knows. */
const WITH_HINT: ReadonlySet<ParseProblem> = new Set<ParseProblem>([
  'unknown-field',
  'unknown-value',
  'out-of-range',
  'too-few-fields',
  'too-many-fields',
  'not-json',
]);

function allowedOf(e: Unreadable): string | undefined {
  return e.field === null ? undefined : ALLOWED.get(e.field);
}

/** The reader's hints are clauses: `write 0 or more`. */
function sentence(hint: string): string {
  const whole = hint.slice(0, 1).toUpperCase() + hint.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

/** What follows “Column price” or “The row”. */
const MEND_EN: Readonly<Record<ParseProblem, (text: string, allowed: string | undefined) => string>> = {
  missing: () => 'is empty, and every offer needs it: fill it in.',
  'too-long': (text) => `is longer than any such value can be: ${text}. Is another column mapped here?`,
  'not-a-number': (text) =>
    `says ${text}, which is no number: write digits with at most one decimal point, such as 129000 or 12.90.`,
  'exponent-notation': (text) =>
    `says ${text}, as spreadsheets shorten long numbers, and the digits they dropped are gone: format the column as text or plain number and export again.`,
  'full-width-digits': (text) => `says ${text} in full-width digits: write them as 0 to 9.`,
  'group-separator': (text) =>
    `says ${text}; such separators may group thousands or mark decimals: write it without them, or declare the separator (catalog.numbers.groupSeparator in a policy, or --group-separator).`,
  'locale-comma': (text) =>
    `says ${text} with a decimal comma: write a decimal point, or declare the comma (catalog.numbers.decimalSeparator in a policy, or --decimal-separator).`,
  'currency-sign': (text) =>
    `says ${text} with a currency sign: leave it out and name the currency in its own column, or declare the sign (catalog.numbers.currencySigns in a policy, or --currency-sign).`,
  'leading-zeros': (text) =>
    `says ${text} with zeros in front, more like an article number than a price: remove them, or check which column is mapped here.`,
  'out-of-range': (text) => `says ${text}, outside the range this value can have.`,
  'unknown-currency': (text) =>
    `says ${text}, which is no active ISO 4217 currency: write its code in capitals, such as KRW or USD.`,
  'unknown-value': (text, allowed) =>
    allowed === undefined
      ? `says ${text}, which cannot stand here.`
      : `says ${text}, which is not known: write one of ${allowed}.`,
  'not-a-time': (text) => `says ${text}, which is no time: write it as 2026-08-01T00:00:00+09:00.`,
  'control-character': (text) => `holds an invisible control character: ${text}. Remove it.`,
  'bad-encoding': (text) =>
    `is not written in the declared encoding: ${text}. Save the file as UTF-8, or declare euc-kr for it.`,
  'too-few-fields': (text) =>
    `has fewer fields than the header: ${text}. Is it cut short, or a separator missing?`,
  'too-many-fields': (text) =>
    `has more fields than the header: ${text}. Put a value that holds a comma into quotes.`,
  'row-too-long': (text) => `is longer than a row may be: ${text}. Is a closing quote missing?`,
  'bad-quote': (text) =>
    `has a quote where none may stand: ${text}. Put the whole field into quotes and double the quotes inside it.`,
  'unclosed-quote': (text) => `opens a quote that never closes: ${text}. Close it.`,
  'not-json': (text) => `is no valid JSON: ${text}. Each line must be one JSON object.`,
  'not-an-object': (text) =>
    `is JSON, but no object: ${text}. Each line must be one JSON object, such as {"sku":"EP-100", …}.`,
  'unknown-field': (text) =>
    `has a field that is no column of an offer: ${text}. Correct its name, or map it.`,
};

const MEND_KO: Readonly<
  Record<ParseProblem, (subject: string, text: string, allowed: string | undefined) => string>
> = {
  missing: (subject) => `${withJosa(subject, '이/가')} 비어 있습니다. 반드시 필요한 값이니 채워 넣으세요.`,
  'too-long': (subject, text) =>
    `${subject}의 값 ${text}: 있을 수 없을 만큼 깁니다. 다른 열이 연결된 것은 아닌지 확인하세요.`,
  'not-a-number': (subject, text) =>
    `${subject}의 값 ${text}: 숫자가 아닙니다. 129000이나 12.90처럼 숫자와 소수점만 적으세요.`,
  'exponent-notation': (subject, text) =>
    `${subject}의 값 ${text}: 엑셀 등이 긴 숫자를 줄여 쓴 것이라 뒷자리가 이미 사라졌습니다. 열 서식을 텍스트나 일반 숫자로 바꿔 다시 내보내세요.`,
  'full-width-digits': (subject, text) => `${subject}의 값 ${text}: 전각 숫자입니다. 반각 0~9로 적으세요.`,
  'group-separator': (subject, text) =>
    `${subject}의 값 ${text}: 천 단위 구분인지 소수점인지 알 수 없습니다. 구분 기호를 빼거나, 선언하세요(정책의 catalog.numbers.groupSeparator 또는 --group-separator).`,
  'locale-comma': (subject, text) =>
    `${subject}의 값 ${text}: 쉼표를 소수점으로 썼습니다. 마침표로 바꾸거나, 쉼표를 선언하세요(정책의 catalog.numbers.decimalSeparator 또는 --decimal-separator).`,
  'currency-sign': (subject, text) =>
    `${subject}의 값 ${text}: 통화 기호가 들어 있습니다. 기호를 빼고 통화는 통화 열에 적거나, 선언하세요(정책의 catalog.numbers.currencySigns 또는 --currency-sign).`,
  'leading-zeros': (subject, text) =>
    `${subject}의 값 ${text}: 앞에 0이 붙어 있어 가격보다는 상품 번호로 보입니다. 0을 빼거나 열 연결을 확인하세요.`,
  'out-of-range': (subject, text) => `${subject}의 값 ${text}: 이 값이 가질 수 있는 범위를 벗어났습니다.`,
  'unknown-currency': (subject, text) =>
    `${subject}의 값 ${text}: 사용 중인 ISO 4217 통화가 아닙니다. KRW, USD처럼 대문자 코드로 적으세요.`,
  'unknown-value': (subject, text, allowed) =>
    allowed === undefined
      ? `${subject}의 값 ${text}: 이 열에 쓸 수 없는 값입니다.`
      : `${subject}의 값 ${text}: 알 수 없는 값입니다. 다음 중 하나로 적으세요: ${allowed}.`,
  'not-a-time': (subject, text) =>
    `${subject}의 값 ${text}: 시각이 아닙니다. 2026-08-01T00:00:00+09:00처럼 적으세요.`,
  'control-character': (subject, text) =>
    `${subject}에 보이지 않는 제어 문자가 있습니다: ${text}. 지우고 다시 저장하세요.`,
  'bad-encoding': (subject, text) =>
    `${withJosa(subject, '이/가')} 선언한 인코딩으로 쓰여 있지 않습니다: ${text}. UTF-8로 저장하거나 euc-kr로 선언하세요.`,
  'too-few-fields': (subject, text) =>
    `${subject}의 칸 수가 머리글보다 적습니다: ${text}. 행이 잘렸거나 구분 기호가 빠졌는지 확인하세요.`,
  'too-many-fields': (subject, text) =>
    `${subject}의 칸 수가 머리글보다 많습니다: ${text}. 쉼표가 든 값은 따옴표로 묶으세요.`,
  'row-too-long': (subject, text) =>
    `${withJosa(subject, '이/가')} 한 행의 최대 길이를 넘습니다: ${text}. 닫는 따옴표가 빠졌는지 확인하세요.`,
  'bad-quote': (subject, text) =>
    `${subject}에 따옴표가 올 수 없는 곳에 있습니다: ${text}. 칸 전체를 따옴표로 묶고 안쪽 따옴표는 두 번 적으세요.`,
  'unclosed-quote': (subject, text) =>
    `${subject}에 닫히지 않은 따옴표가 있습니다: ${text}. 따옴표를 닫으세요.`,
  'not-json': (subject, text) =>
    `${withJosa(subject, '이/가')} 올바른 JSON이 아닙니다: ${text}. 한 줄에 JSON 객체 하나씩 적으세요.`,
  'not-an-object': (subject, text) =>
    `${withJosa(subject, '이/가')} JSON이지만 객체가 아닙니다: ${text}. {"sku":"EP-100", …}처럼 한 줄에 객체 하나씩 적으세요.`,
  'unknown-field': (subject, text) =>
    `${subject}에 상품 열이 아닌 항목이 있습니다: ${text}. 이름을 고치거나 열 연결을 지정하세요.`,
};
