import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TaskKind, Tasks } from './tasks.js';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

/**
 * Does a task in a process of its own. The parent stays small all the time: on Linux a process inherits the peak memory of
 * the one it was started from.
 */
export async function inProcess<K extends TaskKind>(
  kind: K,
  asked: Tasks[K]['asked'],
): Promise<Tasks[K]['answer']> {
  const flags = kind === 'duel' || kind === 'promotions' ? ['--expose-gc'] : [];
  const { stdout } = await run(process.execPath, [...flags, CHILD, kind, JSON.stringify(asked)]);
  return JSON.parse(stdout) as Tasks[K]['answer']; // written by `child.ts` from the same type
}

/** The same task several times, each in a process of its own. */
export async function inProcesses<K extends TaskKind>(
  kind: K,
  asked: Tasks[K]['asked'],
  count: number,
): Promise<Tasks[K]['answer'][]> {
  const answers: Tasks[K]['answer'][] = [];
  while (answers.length < count) answers.push(await inProcess(kind, asked));
  return answers;
}
