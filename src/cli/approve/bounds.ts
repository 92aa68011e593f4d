import { parseInstant, type EpochMs } from '../../core/clock.js';
import { currencyExponent, parseCurrency } from '../../money/currency.js';
import { PLAIN_NUMBERS, readAmount, readInteger } from '../../money/decimal-text.js';
import { plainText } from '../../text/plain-text.js';
import type { ReportFinding } from '../../wire/report.js';
import { usage } from '../usage.js';

/** An amount in the one currency of the rows. */
export function floorOf(text: string, findings: readonly ReportFinding[]): number {
  const codes = [...new Set(findings.map(({ currency }) => currency))];
  const [code] = codes;
  const currency = codes.length === 1 ? parseCurrency(code ?? '') : undefined;
  if (currency === undefined)
    throw usage('--floor is for rows of one currency: approve those of each by themselves');
  const reading = readAmount(text, currencyExponent(currency), PLAIN_NUMBERS);
  if (reading.kind === 'amount' && reading.minor > 0) return reading.minor;
  throw usage(
    `--floor ${plainText(text)} is no amount of ${currency} above 0; write plain digits such as 9000`,
  );
}

/** A number of units. */
export function quantityOf(text: string): number {
  const reading = readInteger(text);
  if (reading.kind === 'number' && reading.value >= 1) return reading.value;
  throw usage(`--quantity-max ${plainText(text)} is no number of units; write plain digits such as 500`);
}

/** An instant of a flag; undefined when the flag is not given. */
export function instantOf(flag: string, text: string | undefined): EpochMs | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw usage(
    `${flag} ${plainText(text)} is not an instant with an offset; write it like 2026-08-01T00:00:00+09:00`,
  );
}
