import type { RedisClient } from '../../../../../src/stores/redis/client.js';

/** What a fake server says to `COMMAND word`; a function may wait, throw or look at the words. */
export type FakeReplies = Readonly<Record<string, unknown>>;

/** A client with nothing but `call`. A command without a reply is answered with an error reply. */
export function fakeClient(
  replies: FakeReplies,
  more: object = {},
): RedisClient & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    call: (command, ...args) => {
      const words = [command, ...args.map(String)];
      asked.push(words.join(' '));
      const key = [words.slice(0, 3).join(' '), words.slice(0, 2).join(' '), command].find(
        (one) => one in replies,
      );
      if (key === undefined) return Promise.reject(new Error(`ERR unknown command '${command}'`));
      const reply = replies[key];
      return Promise.resolve(
        typeof reply === 'function' ? (reply as (...all: string[]) => unknown)(...words) : reply,
      );
    },
    ...more,
  };
}
