// What all ports of this shop have in common: the effect and the record that it happened stand in one transaction. Both are there, or
// neither is, whenever the process is killed; asked twice, it acts once.

/** The shop will not do it, and a person has to look: nothing of the transaction stays. */
export class Refused extends Error {}

/**
 * @param effects by kind of step: `(tx, request)`, throws {@link Refused} where it may not be.
 * @param answers by kind, how a step stands that was carried out; `done` unless told.
 */
export function sqlPort(sql, effects, answers = {}) {
  const answer = async (tx, { step }) => ({
    kind: (await answers[step.kind]?.(tx, step)) ?? 'done',
    ref: step.key.slice(0, 16),
  });
  return {
    idempotency: 'key',
    ratePerSecond: 200,
    timeoutMs: 10_000,
    async act(request) {
      const effect = effects[request.step.kind];
      if (effect === undefined) return { kind: 'rejected', reason: `no-such-step:${request.step.kind}` };
      try {
        return await sql.transaction(async (tx) => {
          const { key, kind, orderId, amount } = request.step;
          const added = await tx.all(
            'INSERT INTO effects VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING key',
            [key, kind, orderId, amount],
          );
          if (added.length > 0) await effect(tx, request);
          else if ((await kept(tx, request.step)) === 'other') throw new Refused('key-used-otherwise');
          return answer(tx, request);
        });
      } catch (error) {
        if (error instanceof Refused) return { kind: 'rejected', reason: error.message };
        // A lost connection, a failed COMMIT: nobody knows, and the executor asks `find`.
        throw error;
      }
    },
    find: (request) =>
      sql.transaction(async (tx) => {
        switch (await kept(tx, request.step)) {
          case 'same':
            return answer(tx, request);
          case 'other':
            return { kind: 'rejected', reason: 'key-used-otherwise' };
          default:
            return { kind: 'absent' };
        }
      }),
  };
}

/** Whether the key was used: for the same effect, for another one, or not at all. */
async function kept(tx, { key, kind, amount }) {
  const [row] = await tx.all('SELECT kind, amount FROM effects WHERE key = ?', [key]);
  if (row === undefined) return undefined;
  return row.kind === kind && row.amount === amount ? 'same' : 'other';
}

/** Runs an update that has to change exactly one row, or the step is refused. */
export async function one(tx, reason, text, values) {
  const rows = await tx.all(`${text} RETURNING 1 AS changed`, values);
  if (rows.length !== 1) throw new Refused(reason);
}
