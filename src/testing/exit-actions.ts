/** Takes an action back; any number of times. */
export type Forget = () => void;

let actions: (() => void)[] = [];
let isWatching = false;

/**
 * Has `action` run when this process ends by itself, the latest first, one failing or not. It cannot wait for anything; when the process
 * is killed, nothing runs.
 */
export function atExit(action: () => void): Forget {
  actions.push(action);
  if (!isWatching) process.once('exit', runAll);
  isWatching = true;
  return () => {
    actions = actions.filter((one) => one !== action);
  };
}

function runAll(): void {
  for (const action of actions.reverse()) {
    try {
      action();
    } catch {
      // Too late to tell anybody, and the others still have to run.
    }
  }
}
