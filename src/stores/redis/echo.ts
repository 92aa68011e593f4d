/** What a reply of `apply` says about the sequence. */
export interface SequenceReply {
  readonly generation: number;
  readonly seq: number;
  /** Effects of this caller so far. */
  readonly count: number;
  /** Token of the last of them: of the call that was answered, or of an earlier one whose effect was told again. */
  readonly token: string;
}

/** What a request echoes: effects acknowledged, token of the last, generation, highest seq. */
export type EchoArguments = readonly [string, string, string, string];

/** Characters of a token, and how many there are before they start again. The script keeps the last 32. */
const TOKEN_LENGTH = 4;
const TOKEN_COUNT = 36 ** TOKEN_LENGTH;

/** Acknowledged effects remembered with their token: the latest ones by number, whatever comes in later. */
const REMEMBERED_MAX = 64;

/**
 * What this process was acknowledged, echoed with every call: how many of its calls had an effect, a token of the last of them,
 * and the highest seq of the sale it saw. A store that lost any of it knows less than its caller, and stops the sale.
 */
export class Echo {
  #calls = 0;
  #count = 0;
  #token = '0000';
  #generation = 0;
  #seq = 0;
  /** By count modulo {@link REMEMBERED_MAX}. */
  readonly #acknowledged = new Map<number, { readonly count: number; readonly token: string }>();
  #isContradicted = false;

  /** A token for the next call. */
  nextToken(): string {
    this.#calls = (this.#calls + 1) % TOKEN_COUNT;
    return this.#calls.toString(36).padStart(TOKEN_LENGTH, '0');
  }

  /** Effects acknowledged, token of the last that is to be proved, generation, highest seq: the form the script takes. */
  toArguments(): EchoArguments {
    // A number no store can have: the next call stops the sale.
    const count = this.#isContradicted ? Number.MAX_SAFE_INTEGER : this.#count;
    return [String(count), this.#token, String(this.#generation), String(this.#seq)];
  }

  /**
   * Takes down a reply; replies may come in any order. `sent` is what its request echoed, the present echo unless told.
   *
   * The echo moves on only with a reply to a request that carried it: that the store took such a request proves that it has what
   * was echoed. Any other reply, such as one to a request sent before that was acknowledged and sent again after a failover, may
   * come from a store that lacks it and has counted past it.
   */
  learn(reply: SequenceReply, sent: EchoArguments = this.toArguments()): void {
    if (reply.generation < this.#generation) return;
    // A new lineage begins with what it says.
    const isProof = reply.generation > this.#generation || this.#isPresent(sent);
    if (reply.generation > this.#generation) {
      // Another lineage of counters: what was acknowledged before was accepted as lost, or is part of it.
      this.#generation = reply.generation;
      this.#seq = reply.seq;
      this.#count = 0;
      this.#token = '0000';
      this.#acknowledged.clear();
      this.#isContradicted = false;
    }
    this.#seq = Math.max(this.#seq, reply.seq);
    if (reply.count === 0) return;
    this.#remember(reply);
    if (reply.count > this.#count && isProof) {
      this.#count = reply.count;
      this.#token = reply.token;
    }
  }

  #isPresent([count, token, generation]: EchoArguments): boolean {
    return count === String(this.#count) && token === this.#token && generation === String(this.#generation);
  }

  /**
   * Two effects under one number: a store that lacked the first has counted anew. Requests that were sent before the first was
   * acknowledged, and sent again after a failover, can bring such a store past all that is echoed; this is the trace they leave.
   */
  #remember({ count, token }: SequenceReply): void {
    const place = count % REMEMBERED_MAX;
    const known = this.#acknowledged.get(place);
    if (known?.count === count && known.token !== token) this.#isContradicted = true;
    // A higher number stays: a store that counts anew has to pass it.
    if (known === undefined || known.count < count) this.#acknowledged.set(place, { count, token });
  }
}
