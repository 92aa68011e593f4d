import type { Finding } from '../catalog/finding.js';
import { plainText } from '../text/plain-text.js';

/** `catalog.csv:17`, which editors open at that line; undefined for what stands in no file. */
export function placeOf(subject: Pick<Finding, 'file' | 'line'>): string | undefined {
  if (subject.file === undefined) return undefined;
  const file = plainText(subject.file);
  return subject.line === undefined ? file : `${file}:${String(subject.line)}`;
}
