import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { holdCommand } from '../sale/hold-command.js';
import { openRedis, type OpenStore } from '../sale/sale-session.js';

/** `saleguard drain`: no new orders, payers finish. */
export function drainCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return holdCommand(
    {
      name: 'drain',
      mode: 'drain',
      description: 'Take no new orders; whoever is paying may finish.',
      says: 'Under drain nothing new is reserved and only orders that are already paying may be bought; deadlines run.',
    },
    { io, openStore },
  );
}
