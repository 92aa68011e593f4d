// The shop's routes: place an order, pay it, look at it, give it back. What saleguard adds are the lines that say so.
import { customerRef, toCommitProblem, toExtendProblem, toReleaseProblem, toResumeProblem } from 'saleguard';
import { saleguard, sendProblem } from 'saleguard/fastify';

const ID = { type: 'string', pattern: '^[A-Za-z0-9_.:-]{1,48}$' };
const ACCOUNT = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' };
const OF_ORDER = { type: 'object', properties: { id: ID }, required: ['id'] };
const PLACE = {
  params: OF_ORDER,
  body: {
    type: 'object',
    required: ['account', 'lines'],
    properties: {
      account: ACCOUNT,
      lines: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: {
          type: 'object',
          required: ['sku', 'quantity'],
          properties: {
            sku: { type: 'string', maxLength: 128 },
            quantity: { type: 'integer', minimum: 1, maximum: 100 },
          },
        },
      },
    },
  },
};

const PAY = {
  params: OF_ORDER,
  body: { type: 'object', required: ['account'], properties: { account: ACCOUNT } },
};

/** @param prices what the shop's pages show, by SKU: the table that feeds and people write. */
export async function shop(app, { guard, prices, orders, customerKey }) {
  // saleguard: the plugin decorates the application and closes the guard with it.
  await app.register(saleguard, { guard });

  const refOf = (account) => customerRef(`account:${account}`, customerKey);

  // saleguard: `admit` judges the price and reserves before the handler runs; every other answer is sent as a problem.
  const orderOf = ({ params, body }) => ({
    id: params.id,
    saleId: guard.saleId,
    customer: [refOf(body.account)],
    channel: 'web',
    currency: 'KRW',
    // The price is the shop's own, never the browser's.
    lines: body.lines.map(({ sku, quantity }, index) => ({
      lineId: String(index + 1),
      sku,
      quantity,
      unitPriceMinor: prices.get(sku) ?? 0,
    })),
  });
  app.put('/orders/:id', { schema: PLACE, preHandler: app.saleguard.admit(orderOf) }, async (request) => {
    const { id, state, expiresAt, payableMinor } = request.admission;
    return { id, state, expiresAt, payableMinor };
  });

  app.post('/orders/:id/payment', { schema: PAY }, async (request, reply) => {
    const { id } = request.params;
    // saleguard: what is paid is what was admitted, for this customer. Asked before any money moves.
    const order = await guard.resume({ id, customer: [refOf(request.body.account)] });
    const noOrder = toResumeProblem(order);
    if (noOrder !== undefined) return sendProblem(reply, noOrder);
    // saleguard: a longer deadline while the shopper pays.
    const paying = await guard.beginPayment({ id, channel: 'web' });
    const isBought = paying.kind === 'refused' && paying.reason === 'committed';
    const noPayment = isBought ? undefined : toExtendProblem(paying);
    if (noPayment !== undefined) return sendProblem(reply, noPayment);
    const paymentRef = `pay-${id}`;
    // Here the provider authorises. saleguard: only what is committed is captured.
    const sold = await guard.commit({ id, paymentRef });
    const notSold = toCommitProblem(sold);
    if (notSold !== undefined) return sendProblem(reply, notSold);
    // Here the provider captures.
    return orders.add({ id, paymentRef, lines: order.lines });
  });

  app.get(
    '/orders/:id',
    async (request, reply) => orders.find(request.params.id) ?? reply.code(404).send({ error: 'not paid' }),
  );

  app.delete('/orders/:id', async (request, reply) => {
    const problem = toReleaseProblem(await guard.release({ id: request.params.id }));
    return problem === undefined ? reply.code(204).send() : sendProblem(reply, problem);
  });

  // What a feed does at the worst moment. A real shop does not have this page.
  app.put('/prices/:sku', async (request) => {
    prices.set(request.params.sku, request.body.priceMinor);
    return { sku: request.params.sku, priceMinor: request.body.priceMinor };
  });
}
