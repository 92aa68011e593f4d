import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { adjustCommand } from '../sale/adjust-command.js';
import { openRedis, type OpenStore } from '../sale/sale-session.js';

/** `saleguard withdraw`: takes units that nobody holds. */
export function withdrawCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return adjustCommand(
    {
      name: 'withdraw',
      description: 'Take units that are still free out of a live sale.',
      done: 'taken',
    },
    { io, openStore },
  );
}
