import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { holdCommand } from '../sale/hold-command.js';
import { openRedis, type OpenStore } from '../sale/sale-session.js';

/** `saleguard freeze`: nothing moves, deadlines stretch. */
export function freezeCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return holdCommand(
    {
      name: 'freeze',
      mode: 'freeze',
      description: 'Stop everything at once; deadlines move on by the pause.',
      says: 'Under freeze nothing is reserved and nothing is bought; every deadline of the sale moves on by the pause, so nobody loses a\nreservation. For hours take drain or close.',
    },
    { io, openStore },
  );
}
