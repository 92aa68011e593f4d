// Carries a plan out on a fake: what `saleguard apply` does, as a program.
import { applyPlan } from 'saleguard/remedy';
import createPorts from './ports.mjs';

/** Ms a fake may take: the times out ones take all of it. */
export const TIMEOUT_MS = 250;

/** @param options of applyPlan beside the policy: `signal` to pause, `failed: 'ask-again'`... */
export function giveBack({ plan, policy }, { fake, ledger, options = {} }) {
  const ports = createPorts({
    STRIPE_API_KEY: 'sk_test_fake',
    STRIPE_HOST: fake.host,
    STRIPE_PORT: fake.port,
    STRIPE_PROTOCOL: 'http',
    STRIPE_TIMEOUT_MS: String(TIMEOUT_MS),
    STRIPE_SETTLE_MS: String(TIMEOUT_MS * 4),
    STRIPE_RATE: '100',
    SHOP_URL: `${fake.url}/shop`,
  });
  // A fake settles what is pending when it is told to, not while somebody waits.
  return applyPlan(plan, ports, ledger, { policy, pendingRounds: 0, ...options });
}
