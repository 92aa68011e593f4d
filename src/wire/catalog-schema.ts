import * as z from 'zod';
import { COLUMN_PRESETS, ENCODINGS } from '../catalog/format.js';
import { OFFER_COLUMNS } from '../catalog/offer.js';
import { timeZoneOf } from '../core/time-zone.js';
import { cleanText, currencyCode, expecting, listOf, oneOf, section, wholeNumber } from './fields.js';
import { BUILT_IN_CATALOG, GROUP_SEPARATORS } from './policy-defaults.js';
import type { RawCatalog, RawNumbers } from './raw-policy.js';

const COLUMNS_MAX = 500;
const SIGNS_MAX = 20;

/** Schema of the catalogue section: how the files are written. */
export function catalogSchema(): z.ZodType<RawCatalog | null> {
  const { encoding, preset, categorySeparator, limits } = BUILT_IN_CATALOG;
  return section({
    currency: currencyCode().optional().meta({
      description: 'Currency of rows that name none. Without it every row must name its own.',
    }),
    encoding: oneOf(ENCODINGS).optional().meta({
      description: 'Encoding of the files; euc-kr also reads CP949.',
      default: encoding,
    }),
    preset: oneOf(COLUMN_PRESETS).optional().meta({
      description: 'Set of column headers that are known without being listed.',
      default: preset,
    }),
    columns: z
      .record(
        cleanText(200, 'a column header'),
        oneOf(OFFER_COLUMNS),
        expecting('headers of the file with their column'),
      )
      .refine((columns) => Object.keys(columns).length <= COLUMNS_MAX, {
        error: `more than ${COLUMNS_MAX} columns`,
      })
      .nullable()
      .optional()
      .meta({ description: 'Header as the file writes it: our column, on top of the preset.' }),
    timeZone: timeZone().optional().meta({
      description:
        'Zone of sale times that state no offset, such as Asia/Seoul or +09:00. Without it they are refused.',
    }),
    numbers: numbersSchema().optional().meta({ description: 'How the files write amounts. Never guessed.' }),
    categorySeparator: separatorSchema().optional().meta({
      description: 'What separates the parts of a category path in the files.',
      default: categorySeparator,
    }),
    limits: section({
      rowBytes: wholeNumber(1024, 16_777_216, 'a whole number of bytes').optional().meta({
        description: 'Longest row in bytes; a longer one is a finding.',
        default: limits.rowBytes,
      }),
      columnCount: wholeNumber(3, 10_000, 'a whole number').optional().meta({
        description: 'Most columns a file may have.',
        default: limits.columnCount,
      }),
    })
      .optional()
      .meta({ description: 'Bounds on what one file may hold.' }),
  });
}

/** A place of the IANA database, UTC, or a fixed offset. */
function timeZone(): z.ZodString {
  const options = expecting('a time zone such as Asia/Seoul, or an offset such as +09:00', (got) =>
    typeof got === 'string' && got.startsWith('Etc/GMT')
      ? 'the sign of Etc/GMT zones is reversed; write the offset'
      : undefined,
  );
  return z.string(options).refine((name) => timeZoneOf(name) !== undefined, options);
}

function separatorSchema(): z.ZodString {
  const options = expecting('a separator of 1 to 8 characters such as > or /');
  return z
    .string(options)
    .min(1, options)
    .max(8, options)
    .regex(
      /^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$/,
      options,
    );
}

function numbersSchema(): z.ZodType<RawNumbers | null> {
  const { decimalSeparator } = BUILT_IN_CATALOG.numbers;
  return section({
    groupSeparator: oneOf(GROUP_SEPARATORS).optional().meta({
      description: 'What stands between groups of three digits.',
      default: 'none',
    }),
    decimalSeparator: oneOf(['.', ',']).optional().meta({
      description: 'What stands before the fraction.',
      default: decimalSeparator,
    }),
    currencySigns: listOf(cleanText(16, 'a currency sign'), SIGNS_MAX).optional().meta({
      description: 'Texts such as ₩ or 원 that may stand before or after the digits.',
      default: [],
    }),
  });
}
