import { describe, expect, it } from 'vitest';
import { Echo } from '../../../../src/stores/redis/echo.js';

const REPLY = { generation: 1, seq: 10, count: 1, token: '0001' };

describe('the echo of a caller', () => {
  it('says that nothing was acknowledged at first', () => {
    expect(new Echo().toArguments()).toEqual(['0', '0000', '0', '0']);
  });

  it('makes tokens of four characters that differ from call to call', () => {
    const echo = new Echo();
    const tokens = Array.from({ length: 2_000 }, () => echo.nextToken());
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(token).toMatch(/^[0-9a-z]{4}$/);
  });

  it('starts the tokens again after 36^4 calls', () => {
    const echo = new Echo();
    const first = echo.nextToken();
    for (let call = 1; call < 36 ** 4; call += 1) echo.nextToken();
    expect(echo.nextToken()).toBe(first);
  });

  it('takes down the number and token of the last effect, and the highest seq', () => {
    const echo = new Echo();
    echo.learn(REPLY);
    echo.learn({ ...REPLY, seq: 14, count: 2, token: '0002' });
    expect(echo.toArguments()).toEqual(['2', '0002', '1', '14']);
  });

  it('keeps the last effect when a call had none, but learns its seq', () => {
    const echo = new Echo();
    echo.learn(REPLY);
    echo.learn({ ...REPLY, seq: 20 });
    expect(echo.toArguments()).toEqual(['1', '0001', '1', '20']);
  });

  it('takes no later effect for a proof of what was acknowledged: the store may have lost that and counted past it', () => {
    const echo = new Echo();
    echo.learn(REPLY);
    const before = echo.toArguments();
    echo.learn({ ...REPLY, seq: 11, count: 2, token: '0002' }, before);
    // Sent before the second was acknowledged, answered by a store that never had it.
    echo.learn({ ...REPLY, seq: 15, count: 5, token: '0007' }, before);
    expect(echo.toArguments().slice(0, 2)).toEqual(['2', '0002']);
    echo.learn({ ...REPLY, seq: 16, count: 6, token: '0008' }, echo.toArguments());
    expect(echo.toArguments().slice(0, 2)).toEqual(['6', '0008']);
  });

  it('is not led back by a reply that was overtaken', () => {
    const echo = new Echo();
    echo.learn({ ...REPLY, seq: 30, count: 3, token: '0003' });
    echo.learn({ ...REPLY, seq: 20, count: 2, token: '0002' });
    expect(echo.toArguments()).toEqual(['3', '0003', '1', '30']);
  });

  it('begins anew with another generation, and may go back in seq with it', () => {
    const echo = new Echo();
    echo.learn({ ...REPLY, seq: 30, count: 3, token: '0003' });
    echo.learn({ ...REPLY, generation: 2, seq: 12, count: 0, token: '' });
    expect(echo.toArguments()).toEqual(['0', '0000', '2', '12']);
    echo.learn({ ...REPLY, generation: 2, seq: 13, count: 2, token: '0005' });
    expect(echo.toArguments()).toEqual(['2', '0005', '2', '13']);
  });

  it('does not listen to an older generation', () => {
    const echo = new Echo();
    echo.learn({ ...REPLY, generation: 2, seq: 12 });
    echo.learn({ ...REPLY, generation: 1, seq: 99, count: 9, token: '0009' });
    expect(echo.toArguments()).toEqual(['1', '0001', '2', '12']);
  });

  it('takes over an effect that was told again, although its own reply was lost', () => {
    const echo = new Echo();
    echo.learn(REPLY);
    // The answer to a replay: no effect of its own, but the store has counted one more of this caller.
    echo.learn({ ...REPLY, seq: 11, count: 2, token: '0002' });
    expect(echo.toArguments()).toEqual(['2', '0002', '1', '11']);
  });

  it('stops the sale when a store counts an effect under a number that another one had', () => {
    const echo = new Echo();
    echo.learn({ ...REPLY, seq: 11, count: 2, token: '0002' });
    echo.learn({ ...REPLY, seq: 11, count: 2, token: '0003' });
    echo.learn({ ...REPLY, seq: 14, count: 5, token: '0006' });
    expect(echo.toArguments()).toEqual([String(Number.MAX_SAFE_INTEGER), '0002', '1', '14']);
    echo.learn({ ...REPLY, generation: 2, seq: 15, count: 5, token: '0006' });
    expect(echo.toArguments()).toEqual(['5', '0006', '2', '15']);
  });

  it('remembers the latest effects although a store that counts anew acknowledges many', () => {
    const echo = new Echo();
    for (let count = 1; count <= 100; count += 1) echo.learn({ ...REPLY, count, token: `a${count}` });
    for (let count = 11; count <= 110; count += 1) echo.learn({ ...REPLY, count, token: `b${count}` });
    expect(echo.toArguments()[0]).toBe(String(Number.MAX_SAFE_INTEGER));
  });
});
