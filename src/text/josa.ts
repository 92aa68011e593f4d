/** A Korean particle in both its forms: after a final consonant / after a vowel. */
export type Josa = '은/는' | '이/가' | '을/를' | '과/와' | '으로/로';

/** How a word ends: in a vowel, in ㄹ (which takes 로, not 으로), or in another consonant. */
type FinalSound = 'vowel' | 'rieul' | 'consonant';

const FORMS: Readonly<Record<Josa, Readonly<Record<FinalSound | 'unknown', string>>>> = {
  '은/는': { consonant: '은', rieul: '은', vowel: '는', unknown: '은(는)' },
  '이/가': { consonant: '이', rieul: '이', vowel: '가', unknown: '이(가)' },
  '을/를': { consonant: '을', rieul: '을', vowel: '를', unknown: '을(를)' },
  '과/와': { consonant: '과', rieul: '과', vowel: '와', unknown: '과(와)' },
  '으로/로': { consonant: '으로', rieul: '로', vowel: '로', unknown: '(으)로' },
};

/**
 * Digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구. A whole number ending in zeros is read 십, 백, 천, 만, 억,
 * which end in a consonant other than ㄹ just as 영 does; only 조 does not, and a price ends before it.
 */
const DIGITS: readonly FinalSound[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** Letters are read by name (SKU codes, currencies): 엘 and 알 end in ㄹ, 엠 and 엔 in another consonant. */
const LETTERS: Readonly<Record<string, FinalSound>> = {
  L: 'rieul',
  R: 'rieul',
  M: 'consonant',
  N: 'consonant',
};

const CLOSING = /["'”’)\]]+$/;
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Finals a syllable may have, none included; the eighth after none is ㄹ. */
const FINAL_COUNT = 28;
const RIEUL = 8;

/**
 * A word with the particle its last sound asks for. Closing quotes and brackets are looked through. Where the sound
 * cannot be known from the writing, both forms are written, `은(는)`: a wrong particle reads like a machine.
 *
 * @example
 * withJosa('136,000원', '은/는'); // 136,000원은
 * withJosa('USD 12.94', '은/는'); // USD 12.94는
 */
export function withJosa(word: string, josa: Josa): string {
  return word + FORMS[josa][finalSound(word)];
}

function finalSound(word: string): FinalSound | 'unknown' {
  const last = word.replace(CLOSING, '').at(-1) ?? '';
  const code = last.charCodeAt(0);
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return soundOf((code - FIRST_SYLLABLE) % FINAL_COUNT);
  if (last === '%') return 'vowel';
  if (/^[0-9]$/.test(last)) return DIGITS[Number(last)] ?? 'unknown';
  if (/^[A-Z]$/.test(last)) return LETTERS[last] ?? 'vowel';
  return 'unknown';
}

function soundOf(final: number): FinalSound {
  if (final === 0) return 'vowel';
  return final === RIEUL ? 'rieul' : 'consonant';
}
