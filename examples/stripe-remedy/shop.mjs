// The other services of the shop: orders, stock, coupons, notices. Here they are one little HTTP service that keeps every effect under
// the key of its step and does it once: `PUT /effects/<key>`, and `GET /effects/<key>` to ask. Most shops can have that of their own.

const TIMEOUT_MS = 5_000;

/** @param url of the service; the ports by name as `saleguard apply` wants them. */
export function shopPorts(url, { ratePerSecond }) {
  const port = {
    // It keeps keys for ever: asked twice, it acts once.
    idempotency: 'key',
    timeoutMs: TIMEOUT_MS,
    ratePerSecond,
    async act({ step, key, record, couponCode, signal }) {
      const effect = {
        kind: step.kind,
        orderId: step.orderId,
        customer: step.customer,
        subject: step.subject,
        amount: step.amount,
        // A notice names all orders of its customer; a coupon has its code.
        ...(step.kind === 'notice' ? { orders: record.noticeFor } : {}),
        ...(couponCode === undefined ? {} : { couponCode }),
      };
      const response = await fetch(`${url}/effects/${key}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(effect),
        signal,
      });
      if (response.ok) return { kind: 'done' };
      if (response.status === 429 || response.status === 503) return { kind: 'busy' };
      return response.status < 500
        ? { kind: 'rejected', reason: `http-${response.status}` }
        : { kind: 'unknown' };
    },
    async find({ key, signal }) {
      const response = await fetch(`${url}/effects/${key}`, { signal });
      if (response.ok) return { kind: 'done', amount: (await response.json()).amount };
      return { kind: response.status === 404 ? 'absent' : 'unknown' };
    },
  };
  return { orders: port, stock: port, coupons: port, notices: port };
}
