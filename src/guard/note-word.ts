/** What stands for itself; the joints of a note (`; , : @ * = ~ ?`) do not. */
const PLAIN = /^[A-Za-z0-9_.-]+$/;

/** A SKU or price list as printable ASCII without the joints of a note: other characters as the UTF-8 bytes `%e2%82%ac`. */
export function writeWord(text: string): string {
  if (PLAIN.test(text)) return text;
  let word = '';
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte);
    word += byte < 0x80 && PLAIN.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }
  return word;
}

/** The text of a word; undefined for what `writeWord` did not write. */
export function readWord(word: string): string | undefined {
  if (PLAIN.test(word)) return word;
  if (!/^(?:[A-Za-z0-9_.-]|%[0-9a-f]{2})+$/.test(word)) return undefined;
  try {
    return decodeURIComponent(word);
  } catch {
    // Bytes that are no UTF-8: nobody's word.
    return undefined;
  }
}
