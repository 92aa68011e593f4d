import { GuardError } from '../core/errors.js';
import { ID_PATTERN } from '../core/id.js';
import { STOCK_LIMITS } from '../stock/limits.js';
import {
  resumeFileText,
  RESUME_REASON_BYTES_MAX,
  RESUME_SCHEMA,
  type Resume,
  type SignedResume,
} from './resume.js';

/** Longest text: a signature with the longest of everything has some 900 characters. */
const TEXT_MAX = 4_096;
/** 9999-12-31T23:59:59.999Z. */
const INSTANT_MAX = 253_402_300_799_999;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What one field has to be, in words, and whether it is. */
interface Field {
  readonly what: string;
  readonly isGood: (value: unknown) => boolean;
}

const RESUME_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['schema', { what: RESUME_SCHEMA, isGood: (value) => value === RESUME_SCHEMA }],
  ['saleId', pattern(ID_PATTERN, 'an id of a sale')],
  ['scope', text(STOCK_LIMITS.keyBytesMax, 'a scope')],
  ['holder', pattern(/^[A-Za-z0-9_.:-]{1,80}$/, 'the holder of a hold')],
  ['holdSeq', whole(0, Number.MAX_SAFE_INTEGER)],
  ['to', { what: 'open or probe', isGood: (value) => value === 'open' || value === 'probe' }],
  ['sample', optional(whole(1, STOCK_LIMITS.sampleMax))],
  ['reason', text(RESUME_REASON_BYTES_MAX, 'a reason')],
  ['regression', optional({ what: 'accepted', isGood: (value) => value === 'accepted' })],
  ['signedAt', whole(0, INSTANT_MAX)],
  ['expiresAt', whole(0, INSTANT_MAX)],
  ['nonce', pattern(/^[0-9a-f]{32}$/, '32 hex digits')],
]);

const SIGNED_FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['resume', { what: 'a section', isGood: (value) => typeof value === 'object' && value !== null }],
  ['keyId', pattern(/^[0-9a-f]{16}$/, 'a key id: 16 hex digits')],
  ['signature', pattern(/^[A-Za-z0-9+/]{85}[AQgw]==$/, 'an Ed25519 signature: the base64 of 64 bytes')],
]);

/**
 * Reads the file that `resumeFileText` writes. Only that one form is taken: a text that two JSON readers may understand in two
 * ways has no business being a signature. The signature is not verified here: see `checkResume`.
 *
 * @param options.file name of the file, for messages.
 * @throws GuardError `input` naming the first thing that is wrong.
 */
export function readResume(textOfFile: string, { file }: { readonly file: string }): SignedResume {
  if (textOfFile.length > TEXT_MAX)
    throw wrong(file, `longer than ${TEXT_MAX} characters, which no signed resume is`);
  let value: unknown;
  try {
    value = JSON.parse(textOfFile);
  } catch {
    throw wrong(file, 'no complete JSON; was it cut off? It is written by "saleguard resume --sign"');
  }
  checkFields(value, { fields: SIGNED_FIELDS, at: '', file });
  const { resume, keyId, signature } = value as SignedResume; // its three fields were checked
  checkFields(resume, { fields: RESUME_FIELDS, at: 'resume.', file });
  const signed: SignedResume = { resume: withEveryField(resume), keyId, signature };
  checkTogether(signed.resume, file);
  if (resumeFileText(signed).trimEnd() !== textOfFile.trimEnd())
    throw wrong(file, 'it is not in the form it was signed in; take the file from where it was made');
  return signed;
}

function withEveryField(resume: Resume): Resume {
  return { ...resume, sample: resume.sample, regression: resume.regression };
}

function checkTogether({ to, sample, signedAt, expiresAt }: Resume, file: string): void {
  if ((to === 'probe') !== (sample !== undefined))
    throw wrong(file, 'resume.sample: a probe has one, and nothing else has');
  if (expiresAt <= signedAt) throw wrong(file, 'resume.expiresAt: it expires before it is signed');
}

function checkFields(
  value: unknown,
  {
    fields,
    at,
    file,
  }: { readonly fields: ReadonlyMap<string, Field>; readonly at: string; readonly file: string },
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(file, `${at === '' ? 'it' : at.slice(0, -1)} is not a section of keys`);
  const stranger = Object.keys(value).find((name) => !fields.has(name));
  if (stranger !== undefined) throw wrong(file, `${at}${JSON.stringify(stranger.slice(0, 40))}: unknown key`);
  for (const [name, { what, isGood }] of fields) {
    const member: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    if (!isGood(member)) throw wrong(file, `${at}${name}: expected ${what}`);
  }
}

function pattern(shape: RegExp, what: string): Field {
  return { what, isGood: (value) => typeof value === 'string' && shape.test(value) };
}

function text(bytesMax: number, what: string): Field {
  return {
    what: `${what}: 1 to ${bytesMax} UTF-8 bytes, no control characters`,
    isGood: (value) =>
      typeof value === 'string' &&
      value !== '' &&
      !CONTROL.test(value) &&
      !LONE_SURROGATE.test(value) &&
      new TextEncoder().encode(value).length <= bytesMax,
  };
}

function whole(minimum: number, maximum: number): Field {
  return {
    what: `a whole number from ${minimum} to ${maximum}`,
    isGood: (value) => Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum,
  };
}

function optional({ what, isGood }: Field): Field {
  return { what: `${what}, or nothing`, isGood: (value) => value === undefined || isGood(value) };
}

function wrong(file: string, what: string): GuardError {
  return new GuardError({ code: 'input', message: `${file}: ${what}`, data: { file } });
}
