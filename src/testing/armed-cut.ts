import { isMatch, type ProxiedRequest, type RequestMatch } from './proxied-request.js';
import type { RespValue } from './resp-value.js';

/** What a cut did. */
export interface CutReport {
  readonly request: ProxiedRequest;
  /** The reply the client never got; `undefined` when the request was cut before the server saw it. */
  readonly reply: RespValue | undefined;
}

/** A cut that waits for its request. */
export interface ArmedCut {
  /** True once the connection has been cut. */
  readonly happened: boolean;
  /**
   * The report, when the connection has been cut; `undefined` when it was disarmed (`pass`, `stop`), or when the connection ended by
   * itself before the server's reply came, so that nobody knows. Never rejected.
   */
  readonly done: Promise<CutReport | undefined>;
}

/** Whether the server executes the request before the connection goes. */
export type CutMoment = 'before-execution' | 'after-execution';

/** An armed cut as the proxy itself sees it. */
export class PendingCut implements ArmedCut {
  readonly moment: CutMoment;
  readonly done: Promise<CutReport | undefined>;
  readonly #match: RequestMatch | undefined;
  #settle: (report: CutReport | undefined) => void = () => undefined;
  #happened = false;

  constructor(moment: CutMoment, match: RequestMatch | undefined) {
    this.moment = moment;
    this.#match = match;
    this.done = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get happened(): boolean {
    return this.#happened;
  }

  isFor(request: ProxiedRequest): boolean {
    return isMatch(this.#match, request);
  }

  report(report: CutReport): void {
    this.#happened = true;
    this.#settle(report);
  }

  disarm(): void {
    this.#settle(undefined);
  }
}
