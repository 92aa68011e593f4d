import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import type { SourceInput } from '../readers/open-source.js';
import { spoolStream, type SpooledStream } from '../readers/spool-stream.js';
import { statOf } from './file-stat.js';

/** True for pipes and the like, which can be read once: `saleguard audit <(gunzip -c tomorrow.csv.gz)`. */
export function isPassing(path: string): boolean {
  const present = statOf(path);
  return present !== undefined && !present.isFile() && !present.isDirectory();
}

/** Inputs of a command that are read more than once; what passes by is kept in a private file meanwhile. */
export class PassingInputs {
  readonly #kept = new Map<string, SpooledStream>();

  /** @throws GuardError `file` when one of them cannot be kept. */
  async keep(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      if (!isPassing(path) || this.#kept.has(path)) continue;
      this.#kept.set(path, await spoolStream(createReadStream(path), tmpdir()));
    }
  }

  /** Where the bytes of an input stand, under the name it was given by. */
  placeOf(path: string): Extract<SourceInput, { readonly path: string }> {
    const kept = this.#kept.get(path);
    return kept === undefined ? { path } : { path: kept.path, name: path };
  }

  /** Removes what was kept. */
  async close(): Promise<void> {
    for (const kept of this.#kept.values()) await kept.dispose();
  }
}
