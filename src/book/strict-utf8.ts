/** The text of a line, a byte-order mark kept as it stands; undefined when the bytes are no UTF-8. */
export function strictUtf8(line: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
  } catch {
    return undefined;
  }
}
