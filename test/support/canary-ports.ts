import { CANARIES } from './canaries.js';

/**
 * A file of ports for `saleguard apply` whose services say canaries wherever a service can say something: in references, reasons, notes,
 * errors with their names and codes, and members that nobody asked for. Order `o-<n>` hears canary n, in the way that its ten says.
 */
export const CANARY_PORTS = `
const CANARIES = ${JSON.stringify(CANARIES)};
const WAYS = ['done', 'rejected', 'pending', 'thrown', 'strange'];

// Whoever asks twice gets the same module.
const asked = new Set();

function fault(canary) {
  const error = Object.assign(new Error(canary), { code: canary, request: { body: canary } });
  error.name = canary;
  return error;
}

export default function createPorts() {
  const noted = (canary) => ({ ref: canary, note: canary, message: canary, customer: { name: canary }, afterMs: canary, amount: undefined });
  const sayings = (request) => {
    const number = Number(request.step.orderId.slice(2));
    return { canary: CANARIES[number % CANARIES.length], way: WAYS[Math.floor(number / CANARIES.length)] ?? 'done' };
  };
  const port = {
    idempotency: 'key',
    ratePerSecond: 5000,
    concurrency: 50,
    async act(request) {
      const { canary, way } = sayings(request);
      asked.add(request.key);
      if (request.step.kind !== 'refund' || way === 'done') return { kind: 'done', ...noted(canary) };
      if (way === 'rejected') return { kind: 'rejected', reason: canary, ...noted(canary) };
      if (way === 'pending') return { kind: 'pending', ...noted(canary) };
      if (way === 'thrown') throw fault(canary);
      return { kind: canary, ...noted(canary) };
    },
    async find(request) {
      const { canary, way } = sayings(request);
      if (!asked.has(request.key)) return { kind: 'absent', ...noted(canary) };
      if (way === 'thrown') return { kind: 'rejected', reason: canary, ...noted(canary) };
      if (way === 'pending') return { kind: 'pending', ...noted(canary), amount: canary };
      return { kind: 'done', ...noted(canary) };
    },
  };
  return { orders: port, payments: port, points: port, partners: port, stock: port, coupons: port, notices: port };
}
`;

/** Orders that a run with {@link CANARY_PORTS} takes to hear every canary in every way, and as many that nothing goes wrong with. */
export const CANARY_ORDER_COUNT: number = 10 * CANARIES.length;
