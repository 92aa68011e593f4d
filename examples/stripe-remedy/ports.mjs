// The services of the shop, as `saleguard apply plan.jsonl --ports examples/stripe-remedy/ports.mjs` wants them. The environment says
// where they are and holds the secret; nothing of it stands on a command line.
import Stripe from 'stripe';
import { stripePayments } from './payments.mjs';
import { shopPorts } from './shop.mjs';

/** Ms Stripe may take to answer. */
const TIMEOUT_MS = 20_000;
/** Ms after which a request that got no answer is surely over at Stripe: until then nobody believes that it did not happen. */
const SETTLE_MS = 90_000;

/**
 * - `STRIPE_API_KEY` (a restricted key: refunds and payment intents, write), `SHOP_URL`: required.
 * - `STRIPE_HOST`, `STRIPE_PORT`, `STRIPE_PROTOCOL`: another server than Stripe's, as a test has it.
 * - `STRIPE_TIMEOUT_MS`, `STRIPE_SETTLE_MS`, `STRIPE_RATE` (calls per second, 25 unless told), `SHOP_RATE` (100).
 */
export default function createPorts(env) {
  const timeout = wholeNumber(env, 'STRIPE_TIMEOUT_MS', TIMEOUT_MS);
  const stripe = new Stripe(required(env, 'STRIPE_API_KEY'), {
    // The client would repeat what timed out by itself. Whether that may be is the ledger's to say.
    maxNetworkRetries: 0,
    timeout,
    telemetry: false,
    ...(env.STRIPE_HOST === undefined ? {} : { host: env.STRIPE_HOST }),
    ...(env.STRIPE_PORT === undefined ? {} : { port: env.STRIPE_PORT }),
    ...(env.STRIPE_PROTOCOL === undefined ? {} : { protocol: env.STRIPE_PROTOCOL }),
  });
  // A call may be two requests, or a few pages; its last request may begin as the time ends.
  const timeoutMs = timeout * 3;
  const settleMs = wholeNumber(env, 'STRIPE_SETTLE_MS', SETTLE_MS);
  if (settleMs < timeoutMs + timeout)
    throw new Error(
      `STRIPE_SETTLE_MS has to be ${timeoutMs + timeout} or more: four times STRIPE_TIMEOUT_MS`,
    );
  const payments = stripePayments(stripe, {
    timeoutMs,
    settleMs,
    ratePerSecond: wholeNumber(env, 'STRIPE_RATE', 25),
  });
  return {
    payments,
    ...shopPorts(required(env, 'SHOP_URL'), { ratePerSecond: wholeNumber(env, 'SHOP_RATE', 100) }),
  };
}

function required(env, name) {
  const value = env[name];
  if (value === undefined || value === '') throw new Error(`set ${name} in the environment`);
  return value;
}

function wholeNumber(env, name, unlessTold) {
  if (env[name] === undefined) return unlessTold;
  const value = Number(env[name]);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`${name} has to be a whole number from 1 on`);
  return value;
}
