import { createReadStream } from 'node:fs';
import { fileError } from '../../readers/open-source.js';
import { readPlan, type PlanFile } from '../../wire/plan.js';
import type { ProgressLine } from '../progress.js';

/** Read at a time. */
const PIECE_BYTES = 1 << 18;

/**
 * Reads and checks a plan file to its end.
 *
 * @throws GuardError `file` when it cannot be read; `input` when it is not as "saleguard plan" wrote it.
 */
export function openPlanFile(
  path: string,
  { progress }: { readonly progress: ProgressLine },
): Promise<PlanFile> {
  return readPlan(() => piecesOf(path), {
    file: path,
    onProgress: (rowCount) => {
      progress.tick({ label: `checking ${path}`, rowCount, bytesRead: 0, bytesTotal: undefined });
    },
  });
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    // A stream without an encoding gives bytes.
    yield* createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw fileError(path, error);
  }
}
