import { GuardError } from '../../core/errors.js';
import { HMAC_KEY_BYTES_MIN } from '../../seal/hmac.js';
import { customerRef, type CustomerKey } from '../../stock/customer-ref.js';
import type { WrittenCustomer } from '../../wire/order-reading.js';
import type { CliIo } from '../io.js';
import { readSecretFile } from '../sale/secret-file.js';

/** Environment variable with the key, for machines that keep secrets there. */
export const CUSTOMER_KEY_VARIABLE = 'SALEGUARD_CUSTOMER_KEY';

/** As `customerRef` makes them: the id of the key, and 22 characters of a digest. */
const REFERENCE = /^[A-Za-z0-9_-]{1,16}\.[A-Za-z0-9_-]{22}$/;
const KEY_LINE = /^([A-Za-z0-9_-]{1,16}):(\S(?:.*\S)?)$/s;

/**
 * The shop's key for customer references: of a file, else of the environment; undefined without either. Written `k1:the secret`, so that
 * a reference tells by which key it was made.
 *
 * @throws GuardError `file` for a file that cannot be read or that others may read; `input` for a text that is no key. Nothing of it is
 * repeated.
 */
export function loadCustomerKey(
  path: string | undefined,
  { env }: Pick<CliIo, 'env'>,
): CustomerKey | undefined {
  const text =
    path === undefined ? env[CUSTOMER_KEY_VARIABLE] : readSecretFile(path, 'the key for customer references');
  if (text === undefined || text === '') return undefined;
  const source = path ?? CUSTOMER_KEY_VARIABLE;
  const [, keyId, key] = KEY_LINE.exec(text.trim()) ?? [];
  if (keyId === undefined || key === undefined || Buffer.byteLength(key) < HMAC_KEY_BYTES_MIN)
    throw new GuardError({
      code: 'input',
      message: `${source} holds no key for customer references: write its id of 1 to 16 of A-Z a-z 0-9 _ -, a colon, and a secret of at least ${HMAC_KEY_BYTES_MIN} bytes`,
    });
  return { keyId, key };
}

/** What becomes of a text that an order file has for a customer: a reference stays, anything else is made one, or refused. */
export function customerOf(key: CustomerKey | undefined): (written: string) => WrittenCustomer {
  return (written) => {
    if (REFERENCE.test(written)) return { kind: 'reference', reference: written };
    if (key === undefined)
      return {
        kind: 'refused',
        message: `is no opaque reference, and nothing else gets into a plan; give the key with --customer-key-file (or in ${CUSTOMER_KEY_VARIABLE}), and it is made one`,
      };
    try {
      return { kind: 'reference', reference: customerRef(written, key) };
    } catch {
      return {
        kind: 'refused',
        message: 'is no text of 1 to 1024 bytes; write the account, such as account:123',
      };
    }
  };
}
