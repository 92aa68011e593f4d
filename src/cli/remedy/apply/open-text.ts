import type { OpenReason, OpenStep } from '../../../remedy/apply/open-steps.js';
import type { PlanHeader } from '../../../remedy/plan.js';
import { plainText } from '../../../text/plain-text.js';
import { groupDigits, sayIn } from '../../../text/say.js';
import { counted } from '../../counted.js';
import { stepAmountText } from './step-amount.js';

const SAY = sayIn('en');
/** Digits of a key that name it here; as many as settle it. */
const KEY_DIGITS = 16;

/** What an open step waits for, and what a person does about it. */
const ADVICE: Readonly<Record<OpenReason, string>> = {
  pending:
    'accepted and not done yet: asked again by the next "saleguard apply" or "saleguard followup --ports"',
  failed:
    'refused: look at the service; then "apply --ask-again", or make it right by hand and "apply --settle <key>=done", or give it up with "=skip"',
  unknown:
    'nobody knows: look for the key at the service; then "apply --settle <key>=done" if it happened, "=retry" if it did not and shall',
  conflict:
    'it has happened, or may have, with another amount than this plan says: never carried out; compare, and plan the difference by itself',
  duplicate: 'another order of this plan has the same step: the plan is wrong here; tell whoever made it',
  'after-open-step': 'waits for an earlier step of its order',
  'after-open-order': 'a notice: waits until the money of all orders of the customer is on its way',
  busy: 'its service was busy to the end: run again later, or with a lower --rate',
  'in-vain':
    'asked for several times, and its service knows nothing of it: look why its calls get no answer, then run again',
  'after-skipped-step':
    'a step before it was settled as skip, so this one never comes: if that was done by hand, settle it as "=done"',
  'not-reached': 'not asked for yet: run again',
};

/** The order in which they are told: what a person has to do something about first. */
const REASONS: readonly OpenReason[] = [
  'conflict',
  'duplicate',
  'unknown',
  'failed',
  'pending',
  'in-vain',
  'after-skipped-step',
  'busy',
  'after-open-step',
  'after-open-order',
  'not-reached',
];

/** Open steps, by what is to be done about them; of each kind so many by name. */
export function openText(
  open: readonly OpenStep[],
  { header, eachMax }: { readonly header: PlanHeader; readonly eachMax: number },
): string {
  const lines: string[] = [];
  for (const reason of REASONS) {
    const steps = open.filter((step) => step.reason === reason);
    if (steps.length === 0) continue;
    lines.push(`${reason}, ${counted(steps.length, 'step')}: ${ADVICE[reason]}`);
    for (const step of steps.slice(0, eachMax)) lines.push(`  ${stepText(step, header)}`);
    if (steps.length > eachMax) lines.push(`  and ${groupDigits(String(steps.length - eachMax))} more`);
  }
  return lines.map((line) => `${plainText(line)}\n`).join('');
}

function stepText({ key, kind, orderId, amount, note, at }: OpenStep, header: PlanHeader): string {
  const amountText = amount === 0 ? '' : ` (${stepAmountText(amount, { kind, header })})`;
  const since = at === undefined ? '' : `, since ${SAY.instant(at)}`;
  const said = note === undefined ? '' : `: ${note}`;
  return `${key.slice(0, KEY_DIGITS)}  ${kind} of order ${orderId}${amountText}${since}${said}`;
}
