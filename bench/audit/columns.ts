/** Columns of a generated catalogue, in the order of the file, with their type for readers that are told types. */
export const COLUMN_TYPES = {
  sku: 'VARCHAR',
  name: 'VARCHAR',
  category: 'VARCHAR',
  price_list: 'VARCHAR',
  currency: 'VARCHAR',
  price: 'BIGINT',
  list_price: 'BIGINT',
  cost: 'BIGINT',
  discount: 'BIGINT',
  claimed_markdown: 'INTEGER',
  previous_price: 'BIGINT',
  pack: 'INTEGER',
  content: 'DOUBLE',
  content_unit: 'VARCHAR',
  stock_to_sell: 'INTEGER',
  sale_starts_at: 'TIMESTAMPTZ',
  sale_ends_at: 'TIMESTAMPTZ',
  gift: 'BOOLEAN',
} as const;

export type Column = keyof typeof COLUMN_TYPES;

/** The columns in the order of the file. */
export const COLUMNS: readonly Column[] = Object.keys(COLUMN_TYPES) as Column[]; // the keys of a constant object

/** The instant every contestant judges for: the start of the sale. */
export const NOW = '2026-08-01T00:00:00+09:00';
