import { describe, expect, it } from 'vitest';
import { watchCommand } from '../../../../../src/cli/commands/watch.js';
import type { Terminal, TerminalListeners } from '../../../../../src/cli/sale/watch/terminal.js';
import type { StockStore } from '../../../../../src/stock/store.js';
import { saleWorld, type SaleWorld } from '../sale-world.js';

interface FakeTerminal extends Terminal {
  readonly written: string[];
  listeners: TerminalListeners | undefined;
  leaves: number;
}

function fakeTerminal(onWrite: (terminal: FakeTerminal) => void = () => undefined): FakeTerminal {
  const terminal: FakeTerminal = {
    written: [],
    listeners: undefined,
    leaves: 0,
    size: () => ({ columns: 120, rows: 30 }),
    write: (text) => {
      terminal.written.push(text);
      onWrite(terminal);
    },
    enter: (listeners) => {
      terminal.listeners = listeners;
    },
    leave: () => {
      terminal.leaves += 1;
    },
  };
  return terminal;
}

async function openWorld(): Promise<SaleWorld> {
  const world = await saleWorld();
  await world.stock.open({ allotments: [{ stockKey: 'EP-100', quantity: 5 }] });
  return world;
}

function withStock(world: SaleWorld, stock: StockStore): void {
  world.openStore = () =>
    Promise.resolve({
      where: 'memory',
      client: { call: () => Promise.reject(new Error('none')) },
      stockOf: () => stock,
      close: () => undefined,
    });
}

function watch(world: SaleWorld, args: readonly string[], terminal?: FakeTerminal) {
  return world.run(
    (io, openStore) => watchCommand(io, openStore, () => terminal ?? fakeTerminal()),
    ['--sale', world.stock.saleId, ...args],
    { stdoutIsTerminal: terminal !== undefined },
  );
}

describe('watch', () => {
  it('writes plain lines where there is no terminal, and ends after as many as asked for', async () => {
    const world = await openWorld();
    const run = await watch(world, ['--times', '2', '--every', '200']);
    expect(run.exit).toBe(0);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(run.stdout).toContain('chuseok-2026  OPEN  reserved 0');
  });

  it('draws whole frames until q is pressed, and gives the terminal back', async () => {
    const world = await openWorld();
    const terminal = fakeTerminal((one) => {
      if (one.written.length === 3) one.listeners?.onKeys('q');
    });
    const run = await watch(world, ['--every', '200', '--no-color', '--lang', 'ko'], terminal);
    expect([run.exit, terminal.leaves]).toEqual([0, 1]);
    expect(terminal.written.at(-1)?.split('\r\n')).toHaveLength(30);
    expect(terminal.written.at(-1)).toContain('판매 중');
  });

  it('draws again at once when the terminal is resized', async () => {
    const world = await openWorld();
    let seen = 0;
    const terminal = fakeTerminal((one) => {
      if (one.written.length !== 2) return;
      one.listeners?.onResize();
      seen = one.written.length;
      one.listeners?.onKeys('\u0003');
    });
    await watch(world, ['--every', '60000'], terminal);
    expect(seen).toBe(3);
  });

  it('goes on while the store is away, and says so', async () => {
    const world = await openWorld();
    const { stock } = world;
    let round = 0;
    withStock(world, {
      ...stock,
      activity: () => {
        round += 1;
        const isAway = round === 3 || round === 4;
        return isAway
          ? Promise.resolve({ kind: 'unknown', because: 'connection', message: 'cut' } as const)
          : stock.activity();
      },
    });
    const run = await watch(world, ['--times', '4', '--every', '200']);
    const lines = run.stdout.trimEnd().split('\n');
    expect(lines.map((line) => line.includes('[store-lost]'))).toEqual([false, true, true, false]);
    expect(lines[1]).toContain('(cut)');
  });

  it('gives the terminal back when something breaks', async () => {
    const world = await openWorld();
    let round = 0;
    withStock(world, {
      ...world.stock,
      activity: () => {
        round += 1;
        return round === 1 ? world.stock.activity() : Promise.reject(new Error('a bug'));
      },
    });
    const terminal = fakeTerminal();
    await expect(watch(world, [], terminal)).rejects.toThrow('a bug');
    expect(terminal.leaves).toBe(1);
  });

  it('ends at once for a sale that is not there', async () => {
    const world = await openWorld();
    const run = await watch(world, ['--times', '1']);
    expect(run.exit).toBe(0);
    const other = await world.run(watchCommand, ['--sale', 'other', '--times', '1']);
    expect([other.exit, other.stderr]).toEqual([2, expect.stringContaining('no sale of this id')]);
  });

  it.each([
    [['--every', '50'], '--every 50 is not a whole number from 200 to 60000'],
    [['--times', '0'], '--times 0 is not a whole number'],
    [['--currency', 'WON'], '--currency WON is no ISO 4217 code'],
  ])('refuses %j', async (args, message) => {
    const world = await openWorld();
    expect((await watch(world, args)).error).toContain(message);
  });
});
