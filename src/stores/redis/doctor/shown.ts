/** Longer texts of a server say nothing more and could fill a terminal. */
const LENGTH_MAX = 200;

/** Text of a server or of a client's options, made fit to be printed: visible ASCII only, one line, bounded. */
export function shown(text: string): string {
  const visible = text.replace(/\s+/g, ' ').replace(/[^\x20-\x7e]/g, '?');
  return visible.length > LENGTH_MAX ? `${visible.slice(0, LENGTH_MAX)}...` : visible;
}
