-- The tables of a small shop. Amounts are in won, points are points, instants are ms since 1970.
CREATE TABLE orders (
  id TEXT PRIMARY KEY, customer TEXT NOT NULL, placed_at BIGINT NOT NULL, status TEXT NOT NULL, is_held BOOLEAN NOT NULL
);
CREATE TABLE order_lines (
  order_id TEXT NOT NULL, line_id TEXT NOT NULL, sku TEXT NOT NULL, quantity INTEGER NOT NULL, unit_price BIGINT NOT NULL,
  reduction BIGINT NOT NULL, promotion TEXT, earned_points BIGINT NOT NULL, cancelled_units INTEGER NOT NULL,
  PRIMARY KEY (order_id, line_id)
);
CREATE TABLE payments (
  ref TEXT PRIMARY KEY, order_id TEXT NOT NULL, method TEXT NOT NULL, amount BIGINT NOT NULL, refunded BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('authorised', 'captured', 'voided')),
  CHECK (refunded BETWEEN 0 AND amount)
);
CREATE TABLE gift_cards (payment_ref TEXT PRIMARY KEY, balance BIGINT NOT NULL);
-- Points age: those that end first are spent first. A batch is the sum of its moves; points that were taken back although they were
-- spent stand in the batch `debt`.
CREATE TABLE point_batches (
  customer TEXT NOT NULL, ends_on TEXT NOT NULL, points BIGINT NOT NULL, PRIMARY KEY (customer, ends_on)
);
CREATE TABLE point_moves (
  customer TEXT NOT NULL, ends_on TEXT NOT NULL, points BIGINT NOT NULL,
  why TEXT NOT NULL CHECK (why IN ('given', 'earned', 'spent', 'restored', 'reversed')), payment_ref TEXT
);
CREATE TABLE stock (sku TEXT PRIMARY KEY, on_sale INTEGER NOT NULL, quarantine INTEGER NOT NULL);
CREATE TABLE coupons (ref TEXT PRIMARY KEY, customer TEXT NOT NULL, promotion TEXT NOT NULL, used_by TEXT);
CREATE TABLE apology_coupons (
  code TEXT PRIMARY KEY, customer TEXT NOT NULL UNIQUE, cap BIGINT NOT NULL, ends_at BIGINT NOT NULL
);
-- Virtual accounts cannot be refunded: the customer names an account, then it is paid.
CREATE TABLE payouts (
  key TEXT PRIMARY KEY, payment_ref TEXT NOT NULL, amount BIGINT NOT NULL, account TEXT, is_paid BOOLEAN NOT NULL
);
-- What is to be sent. The sender reads it, sends, and marks it: it goes out when the transaction stands, and never before.
CREATE TABLE outbox (key TEXT PRIMARY KEY, kind TEXT NOT NULL, customer TEXT NOT NULL, orders TEXT NOT NULL, sent_at BIGINT);
-- One row for every step that was carried out, written in the same transaction as its effect.
CREATE TABLE effects (key TEXT PRIMARY KEY, kind TEXT NOT NULL, order_id TEXT NOT NULL, amount BIGINT NOT NULL);
