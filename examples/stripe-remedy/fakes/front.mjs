// What stands before the API: idempotency keys, as well as this service keeps them, and the faults.
import { FAULTS } from './kinds.mjs';
import { failure } from './stripe.mjs';

const LOST = Symbol('no answer');
const SERVER_ERROR = failure(500, { type: 'api_error', message: 'something went wrong on our end' });

export class Front {
  #kind;
  #chance;
  #kept = new Map();
  /** How often which fault was met. */
  faults = { busy: 0, failedBefore: 0, failedAfter: 0, lost: 0, replayed: 0 };

  constructor(kind, chance) {
    this.#kind = kind;
    this.#chance = chance;
  }

  /** @returns the answer, or undefined where nobody ever answers. */
  answer({ what, key, params, isRefund, isWrite }, carryOut) {
    if (this.#met('busy', FAULTS.busyShare, what)) return tooMany(this.#chance.of(`wait ${what}`));
    const kept = key === undefined ? undefined : this.#kept.get(key);
    if (kept !== undefined) {
      this.faults.replayed += 1;
      return kept.params === params
        ? { ...kept.answer, headers: { 'idempotent-replayed': 'true' } }
        : mixedUp();
    }
    const answer = this.#carryOut({ what, isRefund, isWrite }, carryOut);
    if (key !== undefined && this.#isKept(answer)) this.#kept.set(key, { params, answer });
    return answer === LOST ? undefined : answer;
  }

  #carryOut({ what, isRefund, isWrite }, carryOut) {
    if (this.#met('failedBefore', FAULTS.failedBeforeShare, what)) return SERVER_ERROR;
    const answer = carryOut();
    if (isWrite && this.#met('failedAfter', FAULTS.failedAfterShare, what)) return SERVER_ERROR;
    const isDone = answer.status === 200;
    if (isRefund && isDone && this.#met('lost', this.#kind.lostShare, what)) return LOST;
    return answer;
  }

  #met(fault, share, what) {
    if (this.#chance.next(`${fault} ${what}`) >= share) return false;
    this.faults[fault] += 1;
    return true;
  }

  #isKept(answer) {
    if (this.#kind.keys === 'all') return true;
    return this.#kind.keys === 'sent' && answer !== LOST && answer.status < 500;
  }
}

/** One in two says for how long. */
function tooMany(chance) {
  const answer = failure(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'slow down' });
  return chance < 0.5 ? { ...answer, headers: { 'retry-after': '1' } } : answer;
}

function mixedUp() {
  return failure(400, { type: 'idempotency_error', message: 'the key was used with other parameters' });
}
