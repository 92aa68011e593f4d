/** What an id of digits may be instead of an id. */
export type ContactNumber = 'telephone' | 'card';

/**
 * Telephone numbers as people write them in Korea, Japan and China, without blanks: mobile ones, others where their groups are told
 * apart, and whatever begins with the sign of an international number.
 */
const TELEPHONES: readonly RegExp[] = [
  /(?:82[-.]?0?|0)1[016789][-.]?\d{3,4}[-.]?\d{4}/,
  /0[789]0\d{8}/,
  /0[1-9]\d{0,2}[-.]\d{3,4}[-.]\d{4}/,
  /(?:86[-.]?)?1[3-9]\d[-.]\d{4}[-.]\d{4}/,
  /\+\d[\d.-]{6,20}/,
];

/** Numbers of the large card networks: 15 or 16 digits, maybe in groups. */
const CARD =
  /(?:4\d{3}|5[1-5]\d\d|2[2-7]\d\d|3[47]\d\d|35\d\d|62\d\d|6011|65\d\d|9\d{3})[-.:]?(?:\d{4}[-.:]?\d{4}[-.:]?\d{4}|\d{6}[-.:]?\d{5})/;

const TELEPHONE_SOURCE = TELEPHONES.map(({ source }) => source).join('|');
const IS_TELEPHONE = new RegExp(`^(?:${TELEPHONE_SOURCE})$`);
const IS_CARD = new RegExp(`^${CARD.source}$`);
/** Within a text a number begins and ends where its digits do. */
const HAS_TELEPHONE = new RegExp(`(?<!\\d)(?:${TELEPHONE_SOURCE})(?!\\d)`);
const CARDS_IN = new RegExp(`(?<!\\d)${CARD.source}(?!\\d)`, 'g');

/**
 * Whether a whole text has the form of a telephone or card number, the check digit of a card included. A form is no proof: of
 * ids that are 16 digits by chance some four in a hundred have that of a card.
 */
export function contactNumberOf(text: string): ContactNumber | undefined {
  // Almost every id has a letter in it.
  if (!/^[\d.:+-]+$/.test(text)) return undefined;
  if (IS_TELEPHONE.test(text)) return 'telephone';
  return IS_CARD.test(text) && isLuhn(text) ? 'card' : undefined;
}

/** Whether the form of a telephone or card number stands somewhere in a text: `tel:010-1234-5678`. */
export function hasContactNumber(text: string): boolean {
  if (HAS_TELEPHONE.test(text)) return true;
  for (const [number] of text.matchAll(CARDS_IN)) if (isLuhn(number)) return true;
  return false;
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function isLuhn(number: string): boolean {
  const digits = number.replaceAll(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
