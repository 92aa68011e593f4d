/**
 * What a shop has of its customers, and what must never leave its own files. A name of letters and digits alone, such as Gildong, cannot
 * be told from an id by anybody: none of these is one.
 */
export const CANARIES: readonly string[] = [
  '홍길동',
  'Hong Gildong',
  'hong@example.com',
  '010-1234-5678',
  '01012345678',
  '+82-10-1234-5678',
  '서울시 강남구 테헤란로 152',
  '4111111111111111',
  '4111-1111-1111-1111',
  'Please ring twice, the baby sleeps',
];

/** Parts by which a canary is known although it was cut, or written another way: none is found in a digest or an id of these tests. */
const MARKS: readonly string[] = [
  ...CANARIES,
  '홍길',
  'Gildong',
  'gildong',
  'hong@',
  '@example',
  '1234-5678',
  '테헤란로',
  '41111111',
  'ring twice',
].flatMap((mark) => [mark, JSON.stringify(mark).slice(1, -1), encodeURIComponent(mark)]);

/** Marks of canaries that stand in what was written, whatever wrote it. */
export function leaksIn(written: string | Uint8Array): readonly string[] {
  const bytes = Buffer.from(written);
  return [...new Set(MARKS)].filter((mark) => bytes.includes(Buffer.from(mark, 'utf8')));
}

/** Copies of a value, each with the canary in one of its texts. */
export function planted<T>(value: T, canary: string): readonly T[] {
  // Of the same members as the value, whose texts alone are others.
  return plantedIn(value, canary) as readonly T[];
}

function plantedIn(value: unknown, canary: string): readonly unknown[] {
  if (typeof value === 'string') return [canary];
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.flatMap((item, index) =>
      plantedIn(item, canary).map((one) => list.map((old, at) => (at === index ? one : old))),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    plantedIn(member, canary).map((one) => ({ ...value, [name]: one })),
  );
}

/** A copy of a value with the canary in all of its texts. */
export function plantedEverywhere(value: unknown, canary: string): unknown {
  if (typeof value === 'string') return canary;
  if (Array.isArray(value)) return value.map((item) => plantedEverywhere(item, canary));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, plantedEverywhere(member, canary)]),
  );
}

/** Copies of a value, each with a member that nobody knows in one of its objects. */
export function withStranger(value: unknown, stranger: object): readonly unknown[] {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.flatMap((item, index) =>
      withStranger(item, stranger).map((one) => list.map((old, at) => (at === index ? one : old))),
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, member]) =>
    withStranger(member, stranger).map((one) => ({ ...value, [name]: one })),
  );
  return [{ ...value, ...stranger }, ...inside];
}
