import type { Lang } from '../text/lang.js';
import { PROBLEMS, type ProblemName } from './problem-names.js';
import { problemWords } from './problem-words.js';

/** Seconds after which a request without an answer is sent again. Short: shoppers wait, and an id makes it safe. */
export const RETRY_SECONDS = 1;

/**
 * A problem as of RFC 9457. For the shopper's eyes: no rule, limit, scope, SKU or other customer is in it. Times are epoch ms.
 */
export interface Problem {
  /** `urn:saleguard:problem:` and the name. Stable. */
  readonly type: string;
  /** One short sentence for the type, in the language asked. */
  readonly title: string;
  readonly status: number;
  /** What the shopper should know or do, in the language asked. */
  readonly detail: string;
  /** Id of the order; left out where the order could not be read. */
  readonly id?: string;
  /** The same request may be answered otherwise later. */
  readonly transient: boolean;
  /** As the header `Retry-After` says. */
  readonly retryAfterSeconds?: number;
  /** For `review`: whether the units are set aside meanwhile, and until when. */
  readonly reserved?: boolean;
  readonly expiresAt?: number;
  /** For `sold-out`: others hold the units without having bought them, and none of these lapses before. */
  readonly nextChanceAt?: number;
}

/** A {@link Problem} as an HTTP answer: any framework sends it with three words of its own. */
export interface ProblemAnswer {
  readonly status: number;
  /** `content-type`, `content-language`, and `retry-after` where one is meant. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

/** What a problem says beyond its name. */
export interface ProblemFacts extends Pick<Problem, 'id' | 'reserved' | 'expiresAt' | 'nextChanceAt'> {
  /** Instead of the text that the name has. */
  readonly detail?: string;
  readonly transient?: boolean;
}

/** Puts a problem together. */
export function makeProblem(name: ProblemName, lang: Lang, facts: ProblemFacts = {}): ProblemAnswer {
  const { status, retry } = PROBLEMS[name];
  const words = problemWords(name, lang);
  const { detail = words.detail, transient = retry === 'soon', id, ...times } = facts;
  const body: Problem = {
    type: problemType(name),
    title: words.title,
    status,
    detail,
    ...(id === undefined ? {} : { id }),
    transient,
    ...(retry === 'soon' ? { retryAfterSeconds: RETRY_SECONDS } : {}),
    ...times,
  };
  return { status, headers: headersOf(body, lang), body };
}

/** The `type` of a problem. */
export function problemType(name: ProblemName): string {
  return `urn:saleguard:problem:${name}`;
}

function headersOf(body: Problem, lang: Lang): Readonly<Record<string, string>> {
  const retryAfter = retryAfterOf(body);
  return {
    'content-type': 'application/problem+json',
    'content-language': lang,
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  };
}

/** Seconds, or the HTTP date from which looking again makes sense (whole seconds, never too early). */
function retryAfterOf(body: Problem): string | undefined {
  if (body.retryAfterSeconds !== undefined) return String(body.retryAfterSeconds);
  if (body.nextChanceAt === undefined) return undefined;
  return new Date(Math.ceil(body.nextChanceAt / 1000) * 1000).toUTCString();
}
