/**
 * Ids of sales and orders, payment references, fingerprints, owners, people: what reaches Redis, plans and logs is opaque and of these
 * characters. A sale id stands inside a Redis hash tag: without braces it cannot break it.
 */
export const ID_PATTERN: Readonly<RegExp> = /^[A-Za-z0-9_.:-]{1,64}$/;
