import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TASK_IDS, type Answer, type Asked, type TaskId } from './tasks.js';

const run = promisify(execFile);
const CHILD = fileURLToPath(new URL('./child.js', import.meta.url));

export interface Extent {
  readonly entryCount: number;
  readonly roundCount: number;
}

/** Everything that was measured: of each task one answer a round. */
export interface Measurements {
  readonly extent: Extent;
  readonly bookBytes: number;
  readonly answers: Readonly<Record<TaskId, readonly Answer[]>>;
}

/** @param folder for the files, some 300 bytes an entry; what is in it afterwards is the caller's to remove. */
export async function measure(
  extent: Extent,
  folder: string,
  say: (what: string) => void,
): Promise<Measurements> {
  const files = {
    book: join(folder, 'book.jsonl'),
    array: join(folder, 'book.json'),
    key: join(folder, 'key.pub'),
  };
  const asked = { ...files, count: extent.entryCount };
  say('writing the book');
  await inProcess({ ...asked, id: 'seal' });
  await writeArray(files.book, files.array);
  const answers: Record<TaskId, Answer[]> = {
    seal: [],
    verify: [],
    load: [],
    'parse-lines': [],
    'parse-array': [],
    'parse-map': [],
  };
  for (let round = 0; round < extent.roundCount; round++) {
    say(`round ${round + 1} of ${extent.roundCount}`);
    // Turned by one each round: nobody is always first.
    for (let turn = 0; turn < TASK_IDS.length; turn++) {
      const id = TASK_IDS[(turn + round) % TASK_IDS.length] ?? 'seal';
      answers[id].push(await inProcess({ ...asked, id }));
    }
  }
  return { extent, bookBytes: (await stat(files.book)).size, answers };
}

/** The parent stays small: on Linux a process inherits the peak memory of the one it was started from. */
async function inProcess(asked: Asked): Promise<Answer> {
  const { stdout } = await run(process.execPath, [CHILD, JSON.stringify(asked)]);
  return JSON.parse(stdout) as Answer; // written by `child.ts` from the same type
}

/** The lines of a book between brackets. */
async function writeArray(book: string, array: string): Promise<void> {
  const out = createWriteStream(array);
  let before = '[\n';
  for await (const line of createInterface({ input: createReadStream(book) })) {
    await put(out, `${before}${line}`);
    before = ',\n';
  }
  out.end('\n]\n');
  await once(out, 'close');
}

async function put(out: WriteStream, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}
