import type { PlanHeader } from '../../../remedy/plan.js';
import { unitOf } from '../../../remedy/steps-of.js';
import type { StepKind } from '../../../remedy/steps.js';
import { groupDigits, sayIn } from '../../../text/say.js';

const SAY = sayIn('en');

/** An amount of steps of one kind, by what the kind counts: `13,600 won`, `500 points`. */
export function stepAmountText(
  amount: number,
  { kind, header }: { readonly kind: StepKind; readonly header: PlanHeader },
): string {
  const unit = unitOf(kind, header);
  return unit === header.currency
    ? SAY.money(amount, header.currency)
    : `${groupDigits(String(amount))} ${unit}`;
}
