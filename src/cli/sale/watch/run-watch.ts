import { frameOf } from './frame.js';
import { paintFrame } from './paint.js';
import { plainLine } from './plain-line.js';
import { Poller, type Watched } from './poll.js';
import type { Screen } from './screen.js';
import type { Terminal } from './terminal.js';
import { startWatch, type WatchState } from './watch-state.js';

/** How a view runs. */
export interface WatchRun {
  readonly stock: Watched;
  /** Everything of the screen but its size and the time. */
  readonly view: Omit<Screen, 'columns' | 'rows' | 'now'>;
  readonly now: () => number;
  /** Rounds after which it ends by itself; undefined goes on. */
  readonly times: number | undefined;
}

/** Keys that end the view: q, and what a terminal in raw mode sends for Ctrl-C and Ctrl-D. */
const QUIT = /[qQ\u0003\u0004]/;

/** Draws a live view until somebody quits; gives the last state. The terminal is as before when it settles, also with an error. */
export async function watchLive(
  run: WatchRun,
  { terminal, colours }: { readonly terminal: Terminal; readonly colours: 'ansi' | 'none' },
): Promise<WatchState> {
  const wait = new Wait();
  let state = startWatch(run.stock.saleId);
  const draw = (): void => {
    const lines = frameOf(state, { ...run.view, ...terminal.size(), now: run.now() });
    terminal.write(paintFrame(lines, { colours }));
  };
  terminal.enter({
    onKeys: (keys) => {
      if (QUIT.test(keys)) wait.end();
    },
    onResize: draw,
  });
  try {
    draw();
    const poller = new Poller(run.stock, run.now);
    for (let round = 1; !wait.isOver; round += 1) {
      state = await wait.orEnd(poller.round(state), state);
      draw();
      if (round === run.times) break;
      await wait.forMs(run.view.everyMs);
    }
    return state;
  } finally {
    wait.end();
    terminal.leave();
  }
}

/** Writes one line for each round. */
export async function watchPlain(run: WatchRun, write: (text: string) => void): Promise<WatchState> {
  const wait = new Wait();
  const poller = new Poller(run.stock, run.now);
  let state = startWatch(run.stock.saleId);
  for (let round = 1; ; round += 1) {
    state = await poller.round(state);
    write(`${plainLine(state, { ...run.view, columns: Infinity, rows: 1, now: run.now() })}\n`);
    if (round === run.times) return state;
    await wait.forMs(run.view.everyMs);
  }
}

/** Waiting that somebody can end. */
class Wait {
  #isOver = false;
  #end: () => void = () => undefined;
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
    this.#end();
  }

  async forMs(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const elapsed = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([elapsed, this.#ended]);
    clearTimeout(timer);
  }

  /** The value, or `otherwise` when it ends before: a call under way settles by its own deadline, unheard. */
  async orEnd<T>(value: Promise<T>, otherwise: T): Promise<T> {
    return Promise.race([value, this.#ended.then(() => otherwise)]);
  }
}
