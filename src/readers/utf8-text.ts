/** Longest text decoded here, in bytes; a longer one is worth the call into Node's own decoder. */
const BYTES_MAX = 256;

/** UTF-16LE being put together: a unit of two bytes takes at least one byte of UTF-8. */
const units = Buffer.allocUnsafeSlow(BYTES_MAX * 2);

/**
 * Text of `bytes[start, end)`, which must be UTF-8. For texts as short as a name this takes half the time of
 * `toString('utf8')`, which checks again what was checked for the whole window.
 */
export function utf8Text(bytes: Buffer, start: number, end: number): string {
  if (end - start > BYTES_MAX) return bytes.toString('utf8', start, end);
  let to = 0;
  for (let at = start; at < end;) {
    const first = bytes[at++] ?? 0;
    let code = first;
    if (first >= 0xc0) {
      const second = (bytes[at++] ?? 0) & 0x3f;
      if (first < 0xe0) code = ((first & 0x1f) << 6) | second;
      else {
        const third = (bytes[at++] ?? 0) & 0x3f;
        if (first < 0xf0) code = ((first & 0x0f) << 12) | (second << 6) | third;
        else {
          const rest = ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at++] ?? 0) & 0x3f);
          const high = 0xd800 + ((rest - 0x10000) >> 10);
          units[to++] = high & 0xff;
          units[to++] = high >> 8;
          code = 0xdc00 + (rest & 0x3ff);
        }
      }
    }
    units[to++] = code & 0xff;
    units[to++] = code >> 8;
  }
  return units.toString('utf16le', 0, to);
}
