// A client of one of Vendure's GraphQL pages over HTTP, with the session that the shop gives it.

/** Requests wait for each other in this shop, and a busy machine is slow. */
const TIMEOUT_MS = 60_000;

/** Text and variables of one operation. */
export interface Operation {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One visitor: a storefront in a browser, or an administrator. */
export class Session {
  readonly #url: string;
  #token: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  /** The data of the answer. Throws what the shop complained about. */
  async send<Data>({ document, variables = {} }: Operation): Promise<Data> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
      },
      body: JSON.stringify({ query: document, variables }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    this.#token = response.headers.get('vendure-auth-token') ?? this.#token;
    // What the shop sends back is what its schema says for this document.
    const answer = (await response.json()) as {
      readonly data?: Data | null;
      readonly errors?: readonly { readonly message: string }[];
    };
    if (answer.errors !== undefined) throw new Error(answer.errors.map(({ message }) => message).join('; '));
    if (answer.data === undefined || answer.data === null) throw new Error('the shop answered nothing');
    return answer.data;
  }
}
