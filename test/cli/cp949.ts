/** `똠` stands in CP949 and not in EUC-KR proper, which is all that Node knows under that name. */
const EXTENSION: readonly (readonly [string, number])[] = [['똠', 0x8c63]];

/** Text as the bytes of CP949, as Windows in Korea writes it: EUC-KR, and of the extension `똠`. */
export function cp949(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const pair = pairs().get(character);
    if (code < 0x80) bytes.push(code);
    else if (pair === undefined) throw new Error(`this table has no ${character}`);
    else bytes.push(pair >> 8, pair & 0xff);
  }
  return Uint8Array.from(bytes);
}

let known: ReadonlyMap<string, number> | undefined;

/** Node can only read the encoding, so the table is made by reading every two-byte character there is. */
function pairs(): ReadonlyMap<string, number> {
  if (known !== undefined) return known;
  const found = new Map(EXTENSION);
  const decoder = new TextDecoder('euc-kr');
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character !== '\ufffd' && !found.has(character)) found.set(character, lead * 256 + trail);
    }
  }
  known = found;
  return found;
}
