import type { Command } from 'commander';

/**
 * Refuses an option that is given twice and can hold one value: commander would let the last one win, and whoever wrote
 * the first would never know.
 */
export function requireOnce(command: Command): void {
  for (const option of command.options) {
    if (option.variadic || isCollected(option.defaultValue)) continue;
    let isSeen = false;
    command.on(`option:${option.name()}`, () => {
      if (isSeen) command.error(`error: ${option.long ?? option.flags} is given twice; which one is meant?`);
      isSeen = true;
    });
  }
}

/** Options that gather their values start from a list. */
function isCollected(start: unknown): boolean {
  return Array.isArray(start);
}
