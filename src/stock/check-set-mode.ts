import type { CanonicalSetMode, Checked } from './canonical.js';
import {
  accepted,
  choiceMessage,
  COUNTING_RANGE,
  idMessage,
  numberMessage,
  optionalNumberMessage,
  problem,
  rejected,
  requestProblem,
  scopeMessage,
  textMessage,
} from './field-checks.js';
import type { NumberRange } from './field-checks.js';
import { STOCK_LIMITS } from './limits.js';
import { SALE_MODES, SALE_SCOPE, tripHolder } from './mode.js';
import type { SetModeRequest } from './request.js';
import { shownValue } from './shown-value.js';

const FIELDS: ReadonlySet<string> = new Set([
  'mode',
  'holder',
  'holdSeq',
  'sample',
  'scope',
  'actor',
  'reason',
  'approver',
  'regression',
]);
const SAMPLE: NumberRange = { min: 1, max: STOCK_LIMITS.sampleMax };
const TRIP_HOLDER_START = tripHolder('');

/** Checks a `setMode`; `scope` is the sale unless told. */
export function checkSetMode(request: SetModeRequest): Checked<CanonicalSetMode> {
  const wrongShape = requestProblem(request, FIELDS);
  if (wrongShape !== undefined) return rejected(wrongShape);
  const { mode, holder, holdSeq, sample, scope = SALE_SCOPE, actor, reason, approver, regression } = request;
  const wrong =
    problem('mode', choiceMessage(mode, SALE_MODES)) ??
    problem('holder', holderMessage(holder)) ??
    problem('holdSeq', optionalNumberMessage(holdSeq, COUNTING_RANGE)) ??
    problem('sample', sampleMessage(sample, mode)) ??
    problem('scope', scopeMessage(scope)) ??
    problem('actor', personMessage(actor)) ??
    problem('reason', textMessage(reason, STOCK_LIMITS.reasonBytesMax)) ??
    problem('approver', approver === undefined ? undefined : personMessage(approver)) ??
    problem('regression', regression === undefined ? undefined : choiceMessage(regression, ['accepted']));
  return wrong === undefined
    ? accepted({ mode, holder, holdSeq, sample, scope, actor, reason, approver, regression })
    : rejected(wrong);
}

/** A person, or a rule whose id may itself be as long as an id. */
function holderMessage(holder: unknown): string | undefined {
  if (holder === undefined) return undefined;
  if (typeof holder !== 'string' || !holder.startsWith(TRIP_HOLDER_START)) return idMessage(holder);
  return idMessage(holder.slice(TRIP_HOLDER_START.length));
}

/** Nobody acts under the name of a rule: its holds are told apart by that name. */
function personMessage(actor: unknown): string | undefined {
  const message = idMessage(actor);
  // idMessage has seen that this is a text.
  if (message !== undefined || !(actor as string).startsWith(TRIP_HOLDER_START)) return message;
  return `got ${shownValue(actor)}, expected the id of a person: "${TRIP_HOLDER_START}" stands for a rule`;
}

function sampleMessage(sample: unknown, mode: SetModeRequest['mode']): string | undefined {
  if (mode === 'probe') return numberMessage(sample, SAMPLE);
  return sample === undefined ? undefined : `is told for "${mode}", expected it only for "probe"`;
}
