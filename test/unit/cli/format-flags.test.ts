import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addFormatOptions, formatFor, type FormatFlags } from '../../../src/cli/format-flags.js';
import { formatOf, parseFile } from '../readers/read-all.js';

/** The flags a command is given. */
function flagsOf(...argv: string[]): FormatFlags {
  const command = addFormatOptions(new Command('judge')).argument('[files...]').exitOverride();
  command.configureOutput({ writeErr: () => undefined });
  return command.parse(argv, { from: 'user' }).opts<FormatFlags>();
}

describe('flags that say how a catalogue is written', () => {
  it('change nothing where none is given', () => {
    const base = formatOf({ timeZone: '+09:00' });
    expect(formatFor(base, flagsOf('tomorrow.csv'))).toEqual(base);
  });

  it('read an export that writes 9,900원 without a policy', () => {
    const flags = flagsOf(
      '--currency',
      'KRW',
      '--preset',
      'korean',
      '--group-separator',
      ',',
      '--currency-sign',
      '원',
      '--currency-sign',
      '₩',
    );
    const file = '상품코드,판매가,정가\nEP-100,"9,900원","₩12,900"\n';
    const { rows } = parseFile(file, { format: formatFor(formatOf(), flags) });
    expect(rows[0]).toMatchObject({ problems: [], offer: { priceMinor: 9_900, listPriceMinor: 12_900 } });
    const refused = parseFile(file, {
      format: formatFor(formatOf(), flagsOf('--currency', 'KRW', '--preset', 'korean')),
    });
    expect(refused.rows[0]?.offer).toBeUndefined();
  });

  it('stand on top of the policy: signs are added, separators replaced', () => {
    const base = formatOf({ numbers: { groupSeparator: ',', decimalSeparator: '.', currencySigns: ['원'] } });
    const flags = flagsOf('--group-separator', '.', '--decimal-separator', ',', '--currency-sign', '€');
    expect(formatFor(base, flags).numbers).toEqual({
      groupSeparator: '.',
      decimalSeparator: ',',
      currencySigns: ['원', '€'],
    });
    expect(formatFor(base, flagsOf('--group-separator', 'none')).numbers.groupSeparator).toBeUndefined();
  });

  it('declare the zone of sale times', () => {
    expect(formatFor(formatOf(), flagsOf('--time-zone', 'Asia/Seoul')).timeZone).toBe('Asia/Seoul');
  });

  it.each([
    [
      ['--decimal-separator', ',', '--group-separator', ','],
      /group and decimal separator are both ","; see --group-separator/,
    ],
    [['--currency-sign', '5'], /currency sign "5" could be read as part of a number/],
    [['--time-zone', 'KST'], /--time-zone KST is no time zone; write a place such as Asia\/Seoul/],
    [['--currency', 'won'], /--currency won is not an ISO 4217 code/],
  ])('refuse %j', (argv, message) => {
    expect(() => formatFor(formatOf(), flagsOf(...argv))).toThrow(message);
  });

  it('refuse a decimal comma where the policy groups by commas', () => {
    const base = formatOf({ numbers: { groupSeparator: ',', decimalSeparator: '.', currencySigns: [] } });
    expect(() => formatFor(base, flagsOf('--decimal-separator', ','))).toThrow(/are both ","/);
  });

  it('refuse a separator that no number has', () => {
    expect(() => flagsOf('--group-separator', ';')).toThrow(/Allowed choices are none/);
  });
});
