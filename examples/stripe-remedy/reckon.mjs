// Holds the books of the service against the plan: every payment was to be given back once.

/** @returns how many of these payments were given back how often, and what is wrong in money. */
export function reckon(payments, books) {
  const sums = { once: 0, twice: 0, never: 0, 'too much, KRW': 0, 'too little, KRW': 0 };
  for (const payment of payments) {
    const { times, given } = givenBack(payment, books);
    sums[times === 0 ? 'never' : times === 1 ? 'once' : 'twice'] += 1;
    sums['too much, KRW'] += Math.max(0, given - payment.amountMinor);
    sums['too little, KRW'] += Math.max(0, payment.amountMinor - given);
  }
  return sums;
}

/** Of an authorisation that was let go, the whole was given back once. What the service desk refunded before does not count. */
function givenBack({ ref, kind, amountMinor }, { intents, refunds, deskRefunds }) {
  if (kind === 'void') {
    const isCancelled = intents.some(({ id, status }) => id === ref && status === 'canceled');
    return isCancelled ? { times: 1, given: amountMinor } : { times: 0, given: 0 };
  }
  const desk = new Set(deskRefunds);
  const live = refunds.filter(
    ({ id, payment_intent: intent, status }) => intent === ref && status !== 'failed' && !desk.has(id),
  );
  return { times: live.length, given: live.reduce((sum, { amount }) => sum + amount, 0) };
}
