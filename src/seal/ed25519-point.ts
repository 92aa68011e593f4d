/** The field of the curve: integers modulo 2^255 - 19 (RFC 8032, section 5.1). */
const P = 2n ** 255n - 19n;
const POINT_BYTES = 32;

/** The constant of the curve, -121665/121666. */
const D = modulo(-121_665n * inverse(121_666n));
const SQRT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * True when 32 bytes are the encoding of a point that can be somebody's Ed25519 public key: on the curve, in its one
 * canonical spelling (RFC 8032, section 5.1.3), and not one of the eight points of small order. Under a key of small order,
 * such as 32 zero bytes, anybody can make signatures that verify.
 *
 * Public data only: the time it takes depends on the bytes.
 */
export function isSoundPoint(bytes: Uint8Array): boolean {
  const point = decode(bytes);
  if (point === undefined) return false;
  const eightfold = double(double(double(point)));
  return !(eightfold.x === 0n && eightfold.y === 1n);
}

function decode(bytes: Uint8Array): Point | undefined {
  if (bytes.length !== POINT_BYTES) return undefined;
  const encoded = BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
  const sign = encoded >> 255n;
  const y = encoded & (2n ** 255n - 1n);
  if (y >= P) return undefined;
  const x = rootOf(modulo((y * y - 1n) * inverse(modulo(D * y * y + 1n))));
  if (x === undefined || (x === 0n && sign === 1n)) return undefined;
  return { x: (x & 1n) === sign ? x : P - x, y };
}

/** A square root modulo P, where there is one. */
function rootOf(square: bigint): bigint | undefined {
  const root = power(square, (P + 3n) / 8n);
  if (modulo(root * root) === square) return root;
  const other = modulo(root * SQRT_OF_MINUS_ONE);
  return modulo(other * other) === square ? other : undefined;
}

/** The law of addition of the curve for a point and itself; complete, so it holds for every point. */
function double({ x, y }: Point): Point {
  const product = modulo(x * y);
  const cross = modulo(D * product * product);
  return {
    x: modulo(2n * product * inverse(modulo(1n + cross))),
    y: modulo((y * y + x * x) * inverse(modulo(1n - cross))),
  };
}

/** By Fermat: P is prime. */
function inverse(value: bigint): bigint {
  return power(value, P - 2n);
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = modulo(base);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = modulo(result * square);
    square = modulo(square * square);
  }
  return result;
}

function modulo(value: bigint): bigint {
  const rest = value % P;
  return rest < 0n ? rest + P : rest;
}
