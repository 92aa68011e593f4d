import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TaskKind, Tasks } from './tasks.js';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/**
 * Does a task in a process of its own, with its temporary files in the folder. The parent stays small all the time: on Linux a process
 * inherits the peak memory of the one it was started from.
 */
export async function inProcess<K extends TaskKind>(
  kind: K,
  asked: Tasks[K]['asked'],
  place: { readonly folder: string },
): Promise<Tasks[K]['answer']> {
  const flags = kind === 'duel' ? ['--expose-gc'] : [];
  const { stdout } = await run(process.execPath, [...flags, CHILD, kind, JSON.stringify(asked)], {
    env: { ...process.env, TMPDIR: place.folder },
  });
  return JSON.parse(stdout) as Tasks[K]['answer']; // written by `child.ts` from the same type
}
