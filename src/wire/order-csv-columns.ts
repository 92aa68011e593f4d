import type { Order, OrderLine } from '../catalog/order.js';
import type { Path } from './problem.js';

/** How a cell is written: as it is, as digits, as ids with blanks between, as JSON. */
type CellForm = 'text' | 'number' | 'ids' | 'json';

/** One column of an order file: which field it is. */
export interface OrderColumn {
  readonly name: string;
  readonly form: CellForm;
  readonly isRequired: boolean;
  /** `order` stands the same in every row of an order. */
  readonly of: 'order' | 'line';
  readonly field: keyof Order | keyof OrderLine;
}

/** Columns in the order in which they are printed. A file may have them in any order, and leave out what is not required. */
export const ORDER_COLUMNS: readonly OrderColumn[] = [
  orderColumn('order_id', 'text', 'id'),
  orderColumn('sale_id', 'text', 'saleId'),
  orderColumn('customer', 'ids', 'customer'),
  orderColumn('channel', 'text', 'channel'),
  orderColumn('currency', 'text', 'currency'),
  orderColumn('placed_at', 'text', 'placedAt'),
  optional(orderColumn('tax_basis', 'text', 'taxBasis')),
  optional(orderColumn('shipping_minor', 'number', 'shippingMinor')),
  optional(orderColumn('shipping_reductions', 'json', 'shippingReductions')),
  optional(orderColumn('status', 'text', 'status')),
  optional(orderColumn('payments', 'json', 'payments')),
  optional(orderColumn('receiver', 'text', 'receiver')),
  optional(orderColumn('tier', 'text', 'tier')),
  optional(orderColumn('signals', 'json', 'signals')),
  optional(orderColumn('coupons', 'json', 'coupons')),
  optional(orderColumn('miles_partner', 'text', 'milesPartner')),
  lineColumn('line_id', 'text', 'lineId'),
  lineColumn('sku', 'text', 'sku'),
  optional(lineColumn('price_list', 'text', 'priceList')),
  lineColumn('quantity', 'number', 'quantity'),
  lineColumn('unit_price_minor', 'number', 'unitPriceMinor'),
  optional(lineColumn('reductions', 'json', 'reductions')),
  optional(lineColumn('category', 'text', 'category')),
  optional(lineColumn('returned_quantity', 'number', 'returnedQuantity')),
  optional(lineColumn('refund_minor', 'number', 'refundMinor')),
  optional(lineColumn('earned_points', 'number', 'earnedPoints')),
  optional(lineColumn('earned_miles', 'number', 'earnedMiles')),
];

function orderColumn(name: string, form: CellForm, field: keyof Order): OrderColumn {
  return { name, form, isRequired: true, of: 'order', field };
}

function lineColumn(name: string, form: CellForm, field: keyof OrderLine): OrderColumn {
  return { name, form, isRequired: true, of: 'line', field };
}

function optional(column: OrderColumn): OrderColumn {
  return { ...column, isRequired: false };
}

/** The column that a field of an order stands in, by the path of the field; undefined for a path that is none. */
export function columnAt(path: Path): OrderColumn | undefined {
  const isLine = path[0] === 'lines' && typeof path[1] === 'number';
  const field = isLine ? path[2] : path[0];
  return ORDER_COLUMNS.find((column) => column.of === (isLine ? 'line' : 'order') && column.field === field);
}
