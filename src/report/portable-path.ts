const ABSOLUTE = /^(?:\/|[A-Za-z]:)/;

/**
 * The path of a file as it may stand in a report that leaves the machine and is read against a repository: parts joined by
 * `/`, `.` and `..` resolved as far as they can be. Of an absolute path only the name of the file is kept: the folders above
 * it are this machine's business, and nobody else's path.
 */
export function portablePath(file: string): string {
  const path = file.replaceAll('\\', '/');
  if (ABSOLUTE.test(path)) return path.slice(path.lastIndexOf('/') + 1).replace(/^[A-Za-z]:/, '') || '?';
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/') || '?';
}

/** {@link portablePath} as a relative URI reference (RFC 3986): every character outside its letters is percent-encoded. */
export function portableUri(file: string): string {
  return portablePath(file)
    .split('/')
    .map((part) => encodeURIComponent(part.replace(HALF_SURROGATE, '\ufffd')))
    .join('/');
}

/** Half of a character: no URI can hold it. */
const HALF_SURROGATE = /\p{Cs}/gu;
