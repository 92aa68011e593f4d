// What a day came to, read off the shop's order rows and nothing else.

/** @param entries approved prices, references and allotments by SKU, from the price book. */
export function accountOf(orders, entries) {
  const paid = orders.filter(({ state }) => state === 'paid');
  const unitsOf = (rows) => rows.reduce((sum, { quantity }) => sum + quantity, 0);
  const soldBySku = new Map();
  for (const { sku, quantity } of paid) soldBySku.set(sku, (soldBySku.get(sku) ?? 0) + quantity);
  const oversold = [...soldBySku]
    .map(([sku, sold]) => ({ sku, sold, allotment: entries.get(sku).allotment }))
    .filter(({ sold, allotment }) => sold > allotment);
  const atWrongPrice = paid.filter(
    ({ sku, unitPriceMinor }) => unitPriceMinor !== entries.get(sku).priceMinor,
  );
  const byShopper = new Map();
  for (const { id } of paid) byShopper.set(id, (byShopper.get(id) ?? 0) + 1);
  return {
    orders: orders.length,
    paid: paid.length,
    units: unitsOf(paid),
    soldBySku,
    oversold,
    oversoldUnits: oversold.reduce((sum, { sold, allotment }) => sum + sold - allotment, 0),
    atWrongPrice: atWrongPrice.length,
    wrongUnits: unitsOf(atWrongPrice),
    /** What the mistake gave away: approved price less price paid. */
    lostMinor: atWrongPrice.reduce(
      (sum, { sku, quantity, unitPriceMinor }) =>
        sum + (entries.get(sku).priceMinor - unitPriceMinor) * quantity,
      0,
    ),
    /** What the sale gave away below the references, mistakes included. */
    markdownMinor: paid.reduce((sum, { sku, quantity, unitPriceMinor }) => {
      const { referenceMinor = unitPriceMinor } = entries.get(sku);
      return sum + Math.max(0, referenceMinor - unitPriceMinor) * quantity;
    }, 0),
    paidTwice: [...byShopper.values()].filter((count) => count > 1).length,
    refused: countBy(orders.filter(({ state }) => state === 'refused').map(({ reason }) => reason)),
  };
}

function countBy(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort(([, left], [, right]) => right - left));
}
