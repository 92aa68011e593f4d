import { sendCommand, STOCK_OPERATIONS } from '../command.js';
import { hostileCommands } from '../hostile.js';
import { check } from './check.js';
import type { StockCheck } from './harness.js';
import { expectSame, expectThat } from './expect.js';

/** Every operation answers `invalid_request` to every command outside its bounds, and changes nothing. `activity` takes no request. */
export const badInputChecks: readonly StockCheck[] = STOCK_OPERATIONS.filter(
  (operation) => operation !== 'activity',
).map((operation) =>
  check(`refuses every bad ${operation} and changes nothing`, async (shop) => {
    await shop.open(5);
    await shop.hold('hostile');
    const hostile = hostileCommands().filter(({ command }) => command.operation === operation);
    expectThat(hostile.length > 0, `there is no bad ${operation} to send`);
    await shop.unchanged(async () => {
      for (const { fault, command } of hostile) {
        const verdict = await sendCommand(shop.store, command);
        const reason = verdict.kind === 'refused' ? verdict.reason : verdict.kind;
        expectSame(fault, reason, 'invalid_request');
        if (verdict.kind !== 'refused' || verdict.reason !== 'invalid_request') continue;
        expectThat(verdict.field !== '', `${fault}: the refusal names no field`);
        expectThat(verdict.message !== '', `${fault}: the refusal has no message`);
      }
    });
    await shop.expectState('hostile', 'reserved');
  }),
);
