import { describe, expect, it } from 'vitest';
import {
  StatusCalls,
  type AskRecords,
  type RecordsAnswer,
} from '../../../../src/stores/redis/status-calls.js';

const US = '\x1f';
const RECORD = ['r1000', '', '', '', '', '', 'k1.ann', '1\x1eEP-100'].join(US);

interface Asked {
  readonly calls: StatusCalls;
  readonly batches: (readonly string[])[];
}

/** Ids that start with `o` have a record, `bad` one that nobody can read. */
function asked(batching: 'group' | 'off', answer?: RecordsAnswer | Error): Asked {
  const batches: (readonly string[])[] = [];
  const ask: AskRecords = (ids) => {
    batches.push(ids);
    if (answer instanceof Error) return Promise.reject(answer);
    const textOf = (id: string): string => (id === 'bad' ? 'x' : id.startsWith('o') ? RECORD : '');
    return Promise.resolve(answer ?? { ok: true, texts: ids.map(textOf), offsetMs: 5 });
  };
  return { calls: new StatusCalls({ ask, batching, now: () => 0 }), batches };
}

describe('questions for reservations', () => {
  it('of one turn go out together, and each hears of its own', async () => {
    const { calls, batches } = asked('group');
    const verdicts = await Promise.all(['o1', 'nobody', 'o2'].map((id) => calls.run(id)));
    expect(batches).toEqual([['o1', 'nobody', 'o2']]);
    expect(verdicts).toMatchObject([
      { kind: 'found', reservation: { id: 'o1', expiresAt: 1_005 } },
      { kind: 'unknown_id' },
      { kind: 'found', reservation: { id: 'o2' } },
    ]);
    await calls.run('o3');
    expect(batches).toHaveLength(2);
  });

  it('are at most 64 to a script call', async () => {
    const { calls, batches } = asked('group');
    await Promise.all(Array.from({ length: 130 }, (_, at) => calls.run(`o${at}`)));
    expect(batches.map((ids) => ids.length)).toEqual([64, 64, 2]);
  });

  it('go out one by one where batching is off', async () => {
    const { calls, batches } = asked('off');
    await Promise.all(['o1', 'o2'].map((id) => calls.run(id)));
    expect(batches).toEqual([['o1'], ['o2']]);
  });

  it('do not suffer from a bad record that another one asks for', async () => {
    const { calls } = asked('group');
    const [bad, good] = await Promise.allSettled(['bad', 'o1'].map((id) => calls.run(id)));
    expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'corrupt-state' } });
    expect(good).toMatchObject({ status: 'fulfilled', value: { kind: 'found' } });
  });

  it('are all answered when there is no answer', async () => {
    const unknown = { kind: 'unknown', because: 'deadline', message: 'no reply' } as const;
    const { calls } = asked('group', { ok: false, verdict: unknown });
    expect(await Promise.all(['o1', 'o2'].map((id) => calls.run(id)))).toEqual([unknown, unknown]);
    const thrown = asked('group', new Error('configuration')).calls;
    const both = await Promise.allSettled(['o1', 'o2'].map((id) => thrown.run(id)));
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
