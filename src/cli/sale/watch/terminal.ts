import { ENTER_SCREEN, LEAVE_SCREEN } from './paint.js';

/** What a live view is drawn on. */
export interface Terminal {
  size(): { readonly columns: number; readonly rows: number };
  write(text: string): void;
  /** Takes the screen and the keys, until `leave`. Whatever ends the process gives both back. */
  enter(listeners: TerminalListeners): void;
  /** Gives them back; harmless twice. */
  leave(): void;
}

/** Told of what happens at the terminal. */
export interface TerminalListeners {
  readonly onKeys: (keys: string) => void;
  readonly onResize: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Of a terminal that does not tell its size. */
const COLUMNS = 80;
const ROWS = 24;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stdin } = process;
  let leave: (() => void) | undefined;
  return {
    size: () => ({ columns: stdout.columns || COLUMNS, rows: stdout.rows || ROWS }),
    write: (text) => void stdout.write(text),
    enter: ({ onKeys, onResize }) => {
      const takeKeys = (bytes: Buffer): void => {
        onKeys(bytes.toString('latin1'));
      };
      const restore = (): void => {
        leave = undefined;
        stdout.off('resize', onResize);
        stdin.off('data', takeKeys);
        if (stdin.isTTY) stdin.setRawMode(false);
        stdin.pause();
        process.off('exit', restore);
        for (const signal of SIGNALS) process.off(signal, restore);
        stdout.write(LEAVE_SCREEN);
      };
      // Before the listeners that end the process: they do not come back.
      for (const signal of SIGNALS) process.prependOnceListener(signal, restore);
      process.once('exit', restore);
      stdout.on('resize', onResize);
      if (stdin.isTTY) stdin.setRawMode(true);
      stdin.on('data', takeKeys);
      stdin.resume();
      stdout.write(ENTER_SCREEN);
      leave = restore;
    },
    leave: () => leave?.(),
  };
}
