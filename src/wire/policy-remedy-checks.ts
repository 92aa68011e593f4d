import { amountIssue, amountMinor, type DecimalAsWritten } from './amount-field.js';
import { BUILT_IN_REMEDY } from './policy-remedy.js';
import type { CheckProblem } from './problem.js';
import type { RawApology, RawApologyForm, RawLegal, RawRemedy } from './raw-remedy.js';

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
    ...(['minimumSpend', 'budget'] as const).map((name) => [['apology', name], apology[name]] as const),
    ...formsOf(apology).flatMap(({ path, form }) =>
      (['amount', 'cap', 'unit'] as const).map((name) => [[...path, name], form[name]] as const),
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

/** Everybody's coupon, and that of each tier, with where it stands in the section. */
function formsOf(
  apology: RawApology,
): readonly { readonly path: readonly string[]; readonly form: RawApologyForm }[] {
  const tiers = Object.entries(apology.byTier ?? {});
  return [
    { path: ['apology'], form: apology },
    ...tiers.map(([tier, form]) => ({ path: ['apology', 'byTier', tier], form: form ?? {} })),
  ];
}

function apologyProblems(raw: RawApology): CheckProblem[] {
  if (Object.keys(raw).length === 0) return [];
  return formsOf(raw).flatMap(({ path, form }) => formProblems(form, ['remedy', ...path]));
}

/** Which keys of a coupon belong together. */
function formProblems(raw: RawApologyForm, path: readonly string[]): CheckProblem[] {
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
  if (first === undefined) return [noForm(path)];
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

/** Nobody is left without an apology because of a tier. */
function noForm(path: readonly string[]): CheckProblem {
  const what = path.includes('byTier') ? 'the tier' : 'the section';
  return {
    path,
    message: `says nothing of what the coupon is worth; add amount, or rateBps with cap and base, or leave ${what} out`,
  };
}

/** Amounts that make no coupon. */
function sizeProblems({ apology, currency }: RawRemedy): CheckProblem[] {
  const minor = (written: DecimalAsWritten | undefined): number | undefined =>
    written === undefined ? undefined : amountMinor(written, currency);
  const found: CheckProblem[] = [];
  for (const { path, form } of formsOf(apology ?? {})) {
    for (const name of ['amount', 'cap', 'unit'] as const)
      if (minor(form[name]) === 0)
        found.push({ path: ['remedy', ...path, name], message: 'got 0, expected an amount above 0' });
    const [cap, unit] = [minor(form.cap), minor(form.unit)];
    if (cap !== undefined && unit !== undefined && unit > cap)
      found.push({
        path: ['remedy', ...path, 'unit'],
        message: 'is more than cap: every coupon would be rounded down to nothing',
      });
  }
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
