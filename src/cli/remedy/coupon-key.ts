import { GuardError } from '../../core/errors.js';
import { HMAC_KEY_BYTES_MIN } from '../../seal/hmac.js';
import type { CliIo } from '../io.js';
import { readSecretFile } from '../sale/secret-file.js';

/** Environment variable with the key of coupon codes. */
export const COUPON_KEY_VARIABLE = 'SALEGUARD_COUPON_KEY';

const WHAT = 'the key of coupon codes';

/**
 * The key of coupon codes: of a file, else of the environment; undefined without either.
 *
 * @throws GuardError `file` for a file that cannot be read or that others may read; `input` for a key that is too short. Nothing of it is
 * repeated.
 */
export function loadCouponKey(file: string | undefined, { env }: Pick<CliIo, 'env'>): string | undefined {
  const text = file === undefined ? env[COUPON_KEY_VARIABLE] : readSecretFile(file, WHAT);
  if (text === undefined || text === '') return undefined;
  if (Buffer.byteLength(text) >= HMAC_KEY_BYTES_MIN) return text;
  throw new GuardError({
    code: 'input',
    message: `${file ?? COUPON_KEY_VARIABLE} holds ${WHAT}, which needs at least ${HMAC_KEY_BYTES_MIN} random bytes`,
  });
}
