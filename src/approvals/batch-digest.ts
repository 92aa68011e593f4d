import { canonicalJson } from '../seal/canonical-json.js';
import { sha256Hex } from '../seal/digest.js';

/**
 * SHA-256, hex, over the sorted digests of the files of a catalogue: what an approval of a finding about the whole of it
 * is bound to. It depends on every byte of every file, not on their names or order.
 */
export function batchDigest(files: readonly { readonly sha256: string }[]): string {
  const digests = files.map((file) => file.sha256).sort();
  return sha256Hex(canonicalJson({ schema: 'saleguard/batch/1', files: digests }));
}
