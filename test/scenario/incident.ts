import { readFileSync } from 'node:fs';
import { currencyExponent, parseCurrency, type CurrencyCode } from '../../src/money/currency.js';
import { PLAIN_NUMBERS, readAmount } from '../../src/money/decimal-text.js';

/** Facts of one pricing incident: what the field was shown, and what was meant. */
export interface Incident {
  readonly id: string;
  readonly merchant: string;
  readonly currency: CurrencyCode;
  /** Unit price that went live, minor units. */
  readonly wrongMinor: number;
  /** Unit price that was meant, minor units; a stand-in where the facts say illustrative or index. */
  readonly rightMinor: number;
  readonly errorClass: string;
}

/** An incident as a file writes it: amounts are decimal text in major units. */
export interface IncidentText {
  readonly id: string;
  readonly merchant: string;
  readonly currency: string;
  readonly wrongPrice: string;
  readonly rightPrice: string;
  readonly errorClass: string;
}

/** Reads amounts by the exponent of their currency. Throws where the facts themselves are not readable. */
export function incidentOf(text: IncidentText): Incident {
  const currency = parseCurrency(text.currency);
  if (currency === undefined) throw new Error(`${text.id}: ${text.currency} is no currency`);
  return {
    id: text.id,
    merchant: text.merchant,
    currency,
    wrongMinor: minorOf(text.id, text.wrongPrice, currency),
    rightMinor: minorOf(text.id, text.rightPrice, currency),
    errorClass: text.errorClass,
  };
}

/** The incidents of a facts file. */
export function readIncidents(path: string): readonly Incident[] {
  // The study file is ours to read, not input of the product: its shape is checked field by field below.
  const { incidents } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly incidents: readonly IncidentText[];
  };
  return incidents.map(incidentOf);
}

function minorOf(id: string, text: string, currency: CurrencyCode): number {
  const reading = readAmount(text, currencyExponent(currency), PLAIN_NUMBERS);
  if (reading.kind === 'problem')
    throw new Error(`${id}: ${text} ${currency} is not an amount: ${reading.problem}`);
  return reading.minor;
}
