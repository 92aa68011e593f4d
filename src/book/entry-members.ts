import { ascii } from './byte-scanner.js';

type EntryMember =
  | 'allotment'
  | 'components'
  | 'currency'
  | 'floorMinor'
  | 'gift'
  | 'perCustomerMax'
  | 'priceList'
  | 'priceMinor'
  | 'referenceMinor'
  | 'referenceSource'
  | 'sku'
  | 'stockKey';

/**
 * The members of an entry in the order of RFC 8785, which is the order of a line, each with what stands before its value. What
 * is printed and what is read are these bytes.
 */
export const ENTRY_MEMBERS: Readonly<Record<EntryMember, Uint8Array>> = {
  allotment: ascii('"allotment":'),
  components: ascii('"components":'),
  currency: ascii('"currency":"'),
  floorMinor: ascii('"floorMinor":'),
  gift: ascii(',"gift":true'),
  perCustomerMax: ascii(',"perCustomerMax":'),
  priceList: ascii(',"priceList":"'),
  priceMinor: ascii(',"priceMinor":'),
  referenceMinor: ascii(',"referenceMinor":'),
  referenceSource: ascii(',"referenceSource":"'),
  sku: ascii(',"sku":"'),
  stockKey: ascii(',"stockKey":"'),
};
