import { systemNow } from '../core/clock.js';
import { GuardError } from '../core/errors.js';
import { ID_PATTERN } from '../core/id.js';
import { shownText, shownValue } from '../stock/shown-value.js';
import { bookProblem } from './book-problem.js';
import type { GuardOptions } from './options.js';

const OPTION_NAMES: readonly string[] = [
  'priceBook',
  'stock',
  'policy',
  'onStoreFailure',
  'on',
  'mode',
  'now',
  'pollMs',
];
const HANDLER_NAMES: readonly string[] = ['trip', 'shortfall', 'latePayment', 'regression', 'error'];
/** What the shop must do something about, in the words of the message that asks for it. */
const REQUIRED_HANDLERS: ReadonlyMap<string, string> = new Map([
  ['trip', 'the sale stopped itself'],
  ['shortfall', 'units somebody paid for are not there'],
  ['latePayment', 'money has to be given back'],
  ['regression', 'the store lost writes it had acknowledged'],
]);
const STORE_OPERATIONS: readonly string[] = [
  'reserve',
  'commit',
  'release',
  'extend',
  'beginPayment',
  'status',
  'signal',
  'resolveReview',
  'setEpoch',
  'snapshot',
  'activity',
];
const POLL_MIN_MS = 100;
const POLL_MAX_MS = 60_000;
const POLL_MS = 1_000;

/** Options with every field present. */
export interface CheckedOptions extends Required<Omit<GuardOptions, 'mode' | 'now' | 'pollMs'>> {
  readonly mode: 'enforce' | 'shadow';
  readonly now: () => number;
  readonly pollMs: number;
}

/**
 * The options with their defaults, copied.
 *
 * @throws GuardError `invalid-argument` that names every problem and what to do about each.
 */
export function checkOptions(options: GuardOptions): CheckedOptions {
  const given = fieldsOf(options);
  if (given === undefined) throw refuse([`options: got ${shownValue(options)}, expected an object`]);
  const problems = [
    ...unknownFields(given, OPTION_NAMES, ''),
    ...storeProblems(given['stock']),
    ...bookProblems(given['priceBook'], given['stock']),
    ...policyProblems(given['policy']),
    ...failurePolicyProblems(given['onStoreFailure']),
    ...handlerProblems(given['on']),
    ...plainProblems(given),
  ];
  if (problems.length > 0) throw refuse(problems);
  const { priceBook, stock, policy, onStoreFailure, on } = options;
  const { mode = 'enforce', now = systemNow, pollMs = POLL_MS } = options;
  return { priceBook, stock, policy, onStoreFailure, on: boundTo(on), mode, now, pollMs };
}

/** Copied, each called on the object it came from: the methods of a class are not among an object's own fields. */
function boundTo(on: GuardOptions['on']): GuardOptions['on'] {
  return {
    trip: on.trip.bind(on),
    shortfall: on.shortfall.bind(on),
    latePayment: on.latePayment.bind(on),
    regression: on.regression.bind(on),
    error: on.error?.bind(on),
  };
}

/** Own fields of an object, whatever it is. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Readonly<Record<string, unknown>>;
}

function unknownFields(given: object, known: readonly string[], path: string): readonly string[] {
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${path}${shownText(name)}: is no option here, expected only ${known.join(', ')}`);
}

function storeProblems(stock: unknown): readonly string[] {
  const store = fieldsOf(stock);
  if (store === undefined)
    return [`stock: got ${shownValue(stock)}, expected a store; make one with redisStock or memoryStock`];
  const { saleId } = store;
  const missing = STORE_OPERATIONS.filter((operation) => typeof store[operation] !== 'function');
  return [
    ...(typeof saleId === 'string' && ID_PATTERN.test(saleId)
      ? []
      : [`stock.saleId: got ${shownValue(saleId)}, expected the id of a sale`]),
    ...(missing.length === 0
      ? []
      : [`stock: has no ${missing.join(', ')}; it is no store, or one of an older release`]),
  ];
}

function bookProblems(book: unknown, stock: unknown): readonly string[] {
  const saleId = fieldsOf(stock)?.['saleId'];
  // Without a store there is nothing to compare the sale with, and the store is told of by itself.
  if (typeof saleId !== 'string') return [];
  const problem = bookProblem(book, saleId);
  return problem === undefined ? [] : [`priceBook: ${problem}`];
}

function policyProblems(policy: unknown): readonly string[] {
  const given = fieldsOf(policy);
  const fix = 'make one with loadPolicyText or builtInPolicy';
  if (given === undefined) return [`policy: got ${shownValue(policy)}, expected a policy; ${fix}`];
  const missing = ['guard', 'breaker', 'catalog'].filter((name) => fieldsOf(given[name]) === undefined);
  return missing.length === 0 ? [] : [`policy: has no section ${missing.join(', ')}; ${fix}`];
}

function failurePolicyProblems(value: unknown): readonly string[] {
  if (value === 'reject' || value === 'review') return [];
  const choice =
    '"reject" (no order while the store cannot answer) or "review" (a person looks at each); there is no default';
  return [`onStoreFailure: got ${shownValue(value)}, expected ${choice}`];
}

function handlerProblems(on: unknown): readonly string[] {
  const given = fieldsOf(on) ?? {};
  const missing = [...REQUIRED_HANDLERS].flatMap(([name, when]) =>
    typeof given[name] === 'function'
      ? []
      : [`on.${name}: got ${shownValue(given[name])}, expected a function that is told when ${when}`],
  );
  const { error } = given;
  const wrongError =
    error === undefined || typeof error === 'function'
      ? []
      : [`on.error: got ${shownValue(error)}, expected a function, or nothing to print to standard error`];
  return [...missing, ...wrongError, ...unknownFields(given, HANDLER_NAMES, 'on.')];
}

function plainProblems(given: Readonly<Record<string, unknown>>): readonly string[] {
  const { mode, now, pollMs } = given;
  const problems: string[] = [];
  if (mode !== undefined && mode !== 'enforce' && mode !== 'shadow')
    problems.push(`mode: got ${shownValue(mode)}, expected "enforce" or "shadow"`);
  if (now !== undefined && typeof now !== 'function')
    problems.push(`now: got ${shownValue(now)}, expected a function that gives epoch ms`);
  const isPoll =
    pollMs === undefined ||
    pollMs === 0 ||
    (Number.isSafeInteger(pollMs) && Number(pollMs) >= POLL_MIN_MS && Number(pollMs) <= POLL_MAX_MS);
  if (!isPoll)
    problems.push(
      `pollMs: got ${shownValue(pollMs)}, expected 0 (never) or whole ms from ${POLL_MIN_MS} to ${POLL_MAX_MS}`,
    );
  return problems;
}

function refuse(problems: readonly string[]): GuardError {
  const list = problems.map((problem) => `\n- ${problem}`).join('');
  return new GuardError({
    code: 'invalid-argument',
    message: `createGuard cannot start:${list}`,
    data: { problems },
  });
}
