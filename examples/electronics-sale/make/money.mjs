// Prices as Korean shops write them: whole won, ends in 900 or 9,000, grouped by commas in exports.

/** The shelf price nearest below an amount: 12,900, 129,000. */
export function shelfPrice(amount) {
  if (amount < 10_000) return Math.max(400, Math.round(amount / 100) * 100);
  if (amount < 100_000) return Math.round(amount / 1000) * 1000 - 100;
  return Math.round(amount / 10_000) * 10_000 - 1000;
}

/** `129,000`, as spreadsheets export it. */
export function grouped(won) {
  return String(won).replace(/\B(?=(\d{3})+$)/g, ',');
}
