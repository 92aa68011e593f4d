import type { Command } from 'commander';
import type { CliIo } from '../io.js';
import { adjustCommand } from '../sale/adjust-command.js';
import { openRedis, type OpenStore } from '../sale/sale-session.js';

/** `saleguard restock`: adds units to allotments. */
export function restockCommand(io: CliIo, openStore: OpenStore = openRedis): Command {
  return adjustCommand(
    { name: 'restock', description: 'Add units to stock keys of a live sale.', done: 'added' },
    { io, openStore },
  );
}
