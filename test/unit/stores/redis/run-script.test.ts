import { describe, expect, it } from 'vitest';
import type { RedisClient } from '../../../../src/stores/redis/client.js';
import { runScript } from '../../../../src/stores/redis/run-script.js';

const SCRIPT = { name: 'one', sha: 'f'.repeat(40), source: '#!lua\nreturn 1' };

/** A client that answers each call in turn, and keeps what it was asked. */
function scripted(...answers: readonly unknown[]): { client: RedisClient; asked: unknown[][] } {
  const asked: unknown[][] = [];
  const left = [...answers];
  return {
    asked,
    client: {
      call(...words) {
        asked.push(words);
        const answer = left.shift();
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
  };
}

describe('running a script', () => {
  it('asks for it by its SHA, keys before arguments', async () => {
    const { client, asked } = scripted('yes');
    await expect(runScript(client, SCRIPT, ['k1', 'k2'], ['a', 'b'])).resolves.toBe('yes');
    expect(asked).toEqual([['EVALSHA', SCRIPT.sha, 2, 'k1', 'k2', 'a', 'b']]);
  });

  it('sends the text, once, when the server does not know the SHA', async () => {
    const { client, asked } = scripted(new Error('NOSCRIPT No matching script. Please use EVAL.'), 'yes');
    await expect(runScript(client, SCRIPT, ['k1'], ['a'])).resolves.toBe('yes');
    expect(asked[1]).toEqual(['EVAL', SCRIPT.source, 1, 'k1', 'a']);
    expect(asked).toHaveLength(2);
  });

  it.each([new Error('OOM no memory'), new Error('the answer was NOSCRIPT'), new Error('Command timed out')])(
    'sends nothing a second time after: %s',
    async (error) => {
      const { client, asked } = scripted(error, 'yes');
      await expect(runScript(client, SCRIPT, ['k1'], ['a'])).rejects.toBe(error);
      expect(asked).toHaveLength(1);
    },
  );

  it('hands on what the text brings, an error too', async () => {
    const { client } = scripted(new Error('NOSCRIPT x'), new Error('BUSY y'));
    await expect(runScript(client, SCRIPT, [], [])).rejects.toThrow('BUSY y');
  });
});
