import { amountIssue, amountMinor, type DecimalAsWritten } from './amount-field.js';
import { BUILT_IN_REMEDY } from './policy-remedy.js';
import type { CheckProblem } from './problem.js';
import type { RawApology, RawLegal, RawRemedy } from './raw-remedy.js';

/** What is wrong with the section although each value alone is right. */
export function checkRemedy(raw: RawRemedy): CheckProblem[] {
  const amounts = amountProblems(raw);
  return [
    ...amounts,
    ...statusProblems(raw),
    ...apologyProblems(raw.apology ?? {}),
    ...(amounts.length > 0 ? [] : sizeProblems(raw)),
    ...methodProblems(raw),
    ...legalProblems(raw.legal),
    ...repeatedDays(raw.holidays ?? []),
  ];
}

function amountProblems(raw: RawRemedy): CheckProblem[] {
  const apology = raw.apology ?? {};
  const written: readonly (readonly [path: readonly string[], amount: DecimalAsWritten | undefined])[] = [
    [['honour', 'budget'], raw.honour?.budget],
    [['approvals', 'twoFrom'], raw.approvals.twoFrom],
    ...(['amount', 'cap', 'unit', 'minimumSpend', 'budget'] as const).map(
      (name) => [['apology', name], apology[name]] as const,
    ),
  ];
  return written.flatMap(([path, amount]) => {
    const message = amount === undefined ? undefined : amountIssue(amount, raw.currency);
    return message === undefined ? [] : [{ path: ['remedy', ...path], message }];
  });
}

function statusProblems({ honour, review }: RawRemedy): CheckProblem[] {
  const honoured: readonly string[] = honour?.statuses ?? BUILT_IN_REMEDY.honourStatuses;
  const reviewed: readonly string[] = review?.statuses ?? BUILT_IN_REMEDY.reviewStatuses;
  const found: CheckProblem[] = [];
  const both = honoured.find((status) => reviewed.includes(status));
  if (both !== undefined) {
    const section = review?.statuses === undefined ? 'honour' : 'review';
    const message = `orders that are ${both} cannot be honoured and looked at by a person; name ${both} in one of honour.statuses and review.statuses`;
    found.push({ path: ['remedy', section, 'statuses'], message, comparesWith: ['remedy'] });
  }
  if (honoured.includes('cancelled'))
    found.push({
      path: ['remedy', 'honour', 'statuses'],
      message: 'a cancelled order cannot be honoured; leave out cancelled',
    });
  return found;
}

/** Which keys of the coupon belong together. */
function apologyProblems(raw: RawApology): CheckProblem[] {
  const path = ['remedy', 'apology'];
  const ofRate = (['rateBps', 'cap', 'base', 'unit'] as const).filter((name) => raw[name] !== undefined);
  const [first] = ofRate;
  if (raw.amount !== undefined && first !== undefined)
    return [
      {
        path: [...path, first],
        message: 'belongs to a rate, but amount says what everybody gets; leave one out',
      },
    ];
  if (raw.amount !== undefined) return [];
  if (first === undefined) return Object.keys(raw).length === 0 ? [] : [noForm()];
  const found: CheckProblem[] = [];
  if (raw.rateBps === undefined)
    found.push({ path, message: `${first} belongs to a rate; add rateBps, or write amount alone` });
  if (raw.cap === undefined)
    found.push({ path, message: 'a rate needs cap: without one nobody knows what the coupons may cost' });
  if (raw.base === undefined)
    found.push({
      path,
      message:
        'a rate needs base: paid-price or intended-price; after a markdown of 90 % one is ten times the other',
    });
  return found;
}

function noForm(): CheckProblem {
  const message =
    'says nothing of what the coupon is worth; add amount, or rateBps with cap and base, or leave the section out';
  return { path: ['remedy', 'apology'], message };
}

/** Amounts that make no coupon. */
function sizeProblems({ apology, currency }: RawRemedy): CheckProblem[] {
  const minor = (written: DecimalAsWritten | undefined): number | undefined =>
    written === undefined ? undefined : amountMinor(written, currency);
  const found: CheckProblem[] = [];
  for (const name of ['amount', 'cap', 'unit'] as const)
    if (minor(apology?.[name]) === 0)
      found.push({ path: ['remedy', 'apology', name], message: 'got 0, expected an amount above 0' });
  const [cap, unit] = [minor(apology?.cap), minor(apology?.unit)];
  if (cap !== undefined && unit !== undefined && unit > cap)
    found.push({
      path: ['remedy', 'apology', 'unit'],
      message: 'is more than cap: every coupon would be rounded down to nothing',
    });
  return found;
}

const METHOD_LISTS = ['pointsMethods', 'accountMethods', 'giftMethods'] as const;

/** A method is of one kind. */
function methodProblems({ refund }: RawRemedy): CheckProblem[] {
  const seen = new Map<string, string>();
  return METHOD_LISTS.flatMap((list) =>
    (refund?.[list] ?? BUILT_IN_REMEDY[list]).flatMap((method) => {
      const before = seen.get(method);
      if (before === undefined) {
        seen.set(method, list);
        return [];
      }
      const message = `a method is of one kind: ${method} stands in ${before}, too`;
      return [{ path: ['remedy', 'refund', refund?.[list] === undefined ? before : list], message }];
    }),
  );
}

const OWN_KEYS = ['id', 'refundBusinessDays', 'countedFrom', 'weekend', 'timeZone'] as const;

function legalProblems(raw: RawLegal): CheckProblem[] {
  const path = ['remedy', 'legal'];
  const written = OWN_KEYS.filter((name) => raw[name] !== undefined);
  const missing = OWN_KEYS.filter((name) => raw[name] === undefined);
  const [first] = written;
  if (raw.profile !== undefined) {
    if (first === undefined) return [];
    const message = `belongs to an own profile, but profile ${raw.profile} is one already; leave out one of them`;
    return [{ path: [...path, first], message }];
  }
  if (first === undefined)
    return [{ path, message: 'says nothing; write profile: KR or profile: generic, or an own profile' }];
  if (missing.length === 0) return [];
  return [{ path, message: `an own profile needs ${missing.join(', ')}, too` }];
}

function repeatedDays(days: readonly string[]): CheckProblem[] {
  return days.flatMap((day, index) =>
    days.indexOf(day) === index
      ? []
      : [{ path: ['remedy', 'holidays', index], message: `${day} stands in the list already` }],
  );
}
