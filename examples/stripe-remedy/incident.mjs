// The incident of the example: earphones of KRW 136,000 were sold at 13,600 for an hour. The orders, the plan, two signatures.
import { readFileSync } from 'node:fs';
import { customerRef, loadPolicyText, newPrivateKeyPem, signingKeyFromPem } from 'saleguard';
import { memorySorter, openIncident, planRemediation, signPlan } from 'saleguard/remedy';

const SALE = 'earphones-day';
const WRONG = { sku: 'EP-1', priceList: 'default', shownMinor: [13_600], intendedMinor: 136_000 };
const CASE_MINOR = 9_900;
const HOUR = 3_600_000;
const CUSTOMER_KEY = { key: 'k'.repeat(32), keyId: 'k1' };
const ROLE = 'care-lead';

/** The orders of the hour: every second cart also has cases at their right price, every tenth payment is not captured yet. */
export function makeOrders(count, soldAt) {
  return Array.from({ length: count }, (_, index) => makeOrder(index, soldAt + (index % 60) * 60_000));
}

function makeOrder(index, placedAt) {
  const id = `order-${String(index).padStart(4, '0')}`;
  const isCaptured = index % 10 !== 3;
  const hasCases = isCaptured && index % 2 === 0;
  // Some customers sent one of two cases back a day later: the service desk refunded it, and the payment has a refund already.
  const returned = hasCases && index % 8 === 0 ? 1 : 0;
  const earphones = { ...line('1', WRONG.sku, WRONG.shownMinor[0]), quantity: index % 7 === 0 ? 2 : 1 };
  const cases = { ...line('2', 'CASE-7', CASE_MINOR), quantity: 2, returnedQuantity: returned };
  const lines = hasCases ? [earphones, cases] : [earphones];
  const worth = lines.reduce((sum, { unitPriceMinor, quantity }) => sum + unitPriceMinor * quantity, 0);
  return {
    id,
    saleId: SALE,
    // Every ninth customer ordered twice.
    customer: [customerRef(`account:${index % 9 === 1 ? index - 1 : index}`, CUSTOMER_KEY)],
    channel: 'web',
    currency: 'KRW',
    placedAt,
    taxBasis: 'included',
    shippingMinor: 0,
    lines,
    payments: payments({ index, worth, isCaptured, placedAt, refundedMinor: returned * CASE_MINOR }),
    status: index % 25 === 24 ? 'delivered' : 'paid',
  };
}

/** One card, or two for every fifteenth order. */
function payments({ index, worth, isCaptured, placedAt, refundedMinor }) {
  const made = { method: 'card', at: placedAt, state: isCaptured ? 'captured' : 'authorised' };
  const ref = `pi_${index}`;
  if (index % 15 !== 1) return [{ ...made, ref, capturedMinor: worth, refundedMinor }];
  const first = Math.floor(worth / 3);
  return [
    { ...made, ref: `${ref}a`, capturedMinor: first, refundedMinor: 0 },
    { ...made, ref: `${ref}b`, capturedMinor: worth - first, refundedMinor },
  ];
}

function line(lineId, sku, unitPriceMinor) {
  return { lineId, sku, priceList: 'default', unitPriceMinor, reductions: [], quantity: 1 };
}

/** The payments as Stripe has them. */
export function stripePaymentsOf(orders) {
  return orders.flatMap((order) =>
    order.payments.map(({ ref, capturedMinor, state, refundedMinor }) => ({
      id: ref,
      amount: capturedMinor,
      currency: 'krw',
      isCaptured: state === 'captured',
      refunds: refundedMinor > 0 ? Array.from({ length: 3 }, () => refundedMinor / 3) : [],
    })),
  );
}

/** Plans, and has two people sign. Each of them has a key that nobody else has; here they are made on the spot. */
export async function makePlan(orders, now) {
  const signers = ['lee', 'park'].map((id) => ({ id, key: signingKeyFromPem(newPrivateKeyPem()) }));
  const policy = loadPolicyText(policyText(signers), { file: 'policy.yaml' });
  const incident = openIncident({
    id: `${SALE}:1`,
    saleId: SALE,
    origin: 'operator',
    class: 'price',
    currency: 'KRW',
    knownAt: now - HOUR,
    by: 'kim',
    subject: { prices: [WRONG], promotions: [], shortfalls: [], from: now - 48 * HOUR, until: now },
  });
  const lines = planRemediation({
    incident,
    orders,
    policy: policy.remedy,
    madeAt: now,
    maker: 'kim',
    sorter: memorySorter(),
  });
  const records = [];
  let header;
  let trailer;
  for await (const one of lines) {
    if (one.type === 'plan') header = one;
    else if (one.type === 'end') trailer = one;
    else records.push(one);
  }
  const approvals = signers.map(({ id, key }) => {
    const signer = policy.approvals.people.find((person) => person.id === id);
    return signPlan({ header, trailer, signer, key, now });
  });
  return { policy, plan: { header, records: () => records, trailer, approvals } };
}

function policyText(signers) {
  const people = signers.map(({ id, key }) => ({ id, role: ROLE, publicKey: `ed25519:${key.publicKey}` }));
  const text = readFileSync(new URL('policy.yaml', import.meta.url), 'utf8');
  return text.replace('people: PEOPLE', `people: ${JSON.stringify(people)}`);
}
