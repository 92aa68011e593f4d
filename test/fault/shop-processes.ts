import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { StockCall } from '../../src/testing/stock/command.js';
import type { CallLog } from './call-log.js';

/** What a shop's process is to do; see `shop-process.mjs`. */
export interface ShopTask {
  readonly do: 'hold' | 'holdNaively' | 'shop';
  /** Whether its client sends again by itself what was not answered. */
  readonly client: 'resending' | 'recommended';
  /** Begins every id of this process. */
  readonly name: string;
  readonly port: number;
  readonly saleId: string;
  readonly stockKey: string;
  readonly orders: number;
  readonly ttlMs: number;
  readonly deadlineMs: number;
}

/** A running process of a shop. What it is told goes to the log. */
export interface ShopProcess {
  /** Resolves when it has done its task, or was killed. @throws Error when it ends by itself before. */
  readonly done: Promise<'done' | 'killed'>;
  /** SIGKILL, as a crash or an orchestrator does it; answers when it is gone. */
  kill(): Promise<void>;
}

type Message =
  | { readonly about: 'done' }
  | { readonly about: 'sent'; readonly operation: string; readonly request: unknown; readonly sentAt: number }
  | ({ readonly about: 'settled' } & StockCall);

const SCRIPT = fileURLToPath(new URL('shop-process.mjs', import.meta.url));

/** Starts one. */
export function startShop(task: ShopTask, log: CallLog): ShopProcess {
  const child = fork(SCRIPT, [JSON.stringify(task)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const open = new Map<number, Message & { about: 'sent' }>();
  const exited = exitOf(child);
  let isDone = false;
  const done = new Promise<'done' | 'killed'>((resolve, reject) => {
    child.on('message', (message: Message) => {
      if (message.about === 'done') {
        isDone = true;
        resolve('done');
        return;
      }
      if (message.about === 'sent') {
        open.set(message.sentAt, message);
        return;
      }
      open.delete(message.sentAt);
      log.add(message);
    });
    void exited.then((signal) => {
      for (const call of open.values()) log.add(lostWith(call));
      if (isDone || signal === 'SIGKILL') resolve('killed');
      else reject(new Error(`the shop ${task.name} ended by itself`));
    });
  });
  return {
    done,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Nobody knows what a call was told whose process is gone. */
function lostWith({ operation, request, sentAt }: Message & { about: 'sent' }): StockCall {
  const verdict = { kind: 'unknown', because: 'connection', message: 'its process was killed' };
  // The child names operations of the port only, with their own requests.
  return { operation, request, verdict, sentAt, settledAt: Number.MAX_SAFE_INTEGER } as StockCall;
}

function exitOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('close', (_, signal) => resolve(signal)));
}
