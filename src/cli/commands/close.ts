import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { holdCommand } from '../sale/hold-command.js';
import { openRedis, type OpenStore } from '../sale/sale-session.js';

/** `saleguard close`: nothing moves, deadlines run. */
export function closeCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return holdCommand(
    {
      name: 'close',
      mode: 'closed',
      description: 'End the sale: nothing moves, deadlines run.',
      says: 'Under closed nothing is reserved and nothing is bought; deadlines run, so that what is still reserved lapses.',
    },
    { io, openStore },
  );
}
