import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('a failing property', () => {
  const failing = (): void => {
    fc.assert(fc.property(fc.nat(), (n) => n < 10));
  };

  it('prints the seed of the run and the path that replays it', () => {
    const { seed } = fc.readConfigureGlobal();
    expect(seed).toBeTypeOf('number');
    expect(failing).toThrow(new RegExp(`seed: ${String(seed)}, path: "[0-9:]+"`));
  });

  it('fails alike when it is run again', () => {
    const message = messageOf(failing);
    expect(message).toContain('Counterexample: [10]');
    expect(messageOf(failing)).toBe(message);
  });
});

function messageOf(run: () => void): string {
  try {
    run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was thrown';
}
