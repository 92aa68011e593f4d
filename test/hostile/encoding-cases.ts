import {
  accepted,
  bytesOf,
  csv,
  GOOD,
  HEADER,
  rawBytes,
  refusedFile,
  refusedRows,
  type HostileCase,
} from './hostile-case.js';

const NAMED = 'sku,price,currency,name';
const BOM = '\ufeff';
const EUC_KR = ['--encoding', 'euc-kr'];
const LINES = `${HEADER}\nEP-100,129000,KRW\n`;

function utf16be(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}

function utf32le(text: string): Uint8Array {
  return Buffer.concat(
    Array.from(text, (character) => Buffer.from(Uint32Array.of(character.codePointAt(0) ?? 0).buffer)),
  );
}

function badBytes(name: string, bytes: string): HostileCase {
  const content = rawBytes(`${NAMED}\nEP-100,129000,KRW,x${bytes}\n${GOOD},y\n`);
  return refusedRows(name, content, { problems: ['bad-encoding'], line: 2, offers: 1 });
}

/** Encodings: what they claim to be, what they are, and where they break. */
export const ENCODING_CASES: readonly HostileCase[] = [
  accepted('UTF-8 with a byte-order mark', bytesOf(`${BOM}${LINES}`), { offers: 1, sku: 'EP-100' }),
  accepted('two byte-order marks', bytesOf(`${BOM}${BOM}${LINES}`), { offers: 1, sku: 'EP-100' }),
  refusedRows(
    'a byte-order mark in the middle, as left by joining files',
    bytesOf(`${LINES}${BOM}${GOOD}\n`),
    {
      problems: ['control-character'],
      line: 3,
      offers: 1,
    },
  ),
  refusedFile('nothing but a byte-order mark', bytesOf(BOM), ['is empty']),
  refusedFile('UTF-16LE with its mark', Buffer.from(`${BOM}${LINES}`, 'utf16le'), ['utf-16le', 'CSV UTF-8']),
  refusedFile('UTF-16BE with its mark', utf16be(`${BOM}${LINES}`), ['utf-16be', 'CSV UTF-8']),
  refusedFile('UTF-16LE without a mark', Buffer.from(LINES, 'utf16le'), ['utf-16le']),
  refusedFile('UTF-16BE without a mark', utf16be(LINES), ['utf-16be']),
  refusedFile('UTF-32LE with its mark', utf32le(`${BOM}${LINES}`), ['utf-32le']),
  refusedRows(
    'EUC-KR that was not declared, in a name',
    rawBytes(`${NAMED}\nEP-100,129000,KRW,\xb0\xa1\n${GOOD},y\n`),
    {
      problems: ['bad-encoding'],
      line: 2,
      offers: 1,
    },
  ),
  refusedFile(
    'EUC-KR that was not declared, in the header',
    rawBytes(`sku,price,currency,\xb0\xa1\n${GOOD},y\n`),
    ['line 1', 'euc-kr'],
  ),
  accepted(
    'EUC-KR as declared',
    rawBytes(`${NAMED}\nEP-100,129000,KRW,\xb0\xa1\xb3\xaa\xb4\xd9\n${GOOD},y\n`),
    { offers: 2 },
    { args: EUC_KR },
  ),
  accepted(
    'CP949 syllables that EUC-KR lacks (똠, 펲)',
    rawBytes(`sku,price,currency\n\x8c\x63\xbc\xc5,129000,KRW\n${GOOD}\n`),
    { offers: 2, sku: '똠셔' },
    { args: EUC_KR },
  ),
  refusedFile('UTF-8 with its mark, declared EUC-KR', bytesOf(`${BOM}${LINES}`), ['is utf-8', 'euc-kr'], {
    args: EUC_KR,
  }),
  refusedRows(
    'UTF-8 without a mark, declared EUC-KR',
    csv(NAMED, 'EP-100,129000,KRW,무선 이어폰', `${GOOD},y`),
    { problems: ['bad-encoding'], line: 2, offers: 1 },
    { args: EUC_KR },
  ),
  refusedRows(
    'EUC-KR cut inside its last character',
    rawBytes(`${NAMED}\n${GOOD},y\nEP-100,129000,KRW,\xb0\xa1\xb3`),
    { problems: ['bad-encoding'], line: 3, offers: 1 },
    { args: EUC_KR },
  ),
  refusedRows(
    'an EUC-KR lead byte that swallows no comma',
    rawBytes(`sku,name,price,currency\nEP-100,\xb0,129000,KRW\nEP-200,y,89000,KRW\n`),
    { problems: ['bad-encoding'], line: 2, offers: 1 },
    { args: EUC_KR },
  ),
  refusedRows(
    'UTF-8 cut inside its last character',
    rawBytes(`${NAMED}\n${GOOD},y\nEP-100,129000,KRW,\xed\x95`),
    {
      problems: ['bad-encoding'],
      line: 3,
      offers: 1,
    },
  ),
  refusedRows(
    'a bad byte in a column that is ignored',
    rawBytes(`${HEADER},memo\nEP-100,129000,KRW,\xff\n${GOOD},y\n`),
    {
      problems: ['bad-encoding'],
      line: 2,
      offers: 1,
    },
  ),
  refusedRows(
    'a bad byte in the second line of a quoted name',
    rawBytes(`${NAMED}\nEP-100,129000,KRW,"x\n\xff"\n${GOOD},y\n`),
    {
      problems: ['bad-encoding'],
      line: 2,
      offers: 1,
    },
  ),
  badBytes('an overlong UTF-8 slash', '\xc0\xaf'),
  badBytes('half a surrogate pair in UTF-8', '\xed\xa0\x80'),
  badBytes('a code point beyond U+10FFFF', '\xf4\x90\x80\x80'),
  badBytes('a lone continuation byte', '\x80'),
  badBytes('Latin-1', 'caf\xe9'),
  refusedFile('nothing but zero bytes', new Uint8Array(4096), ['line 1', 'header']),
];
