import type { InputRole, InputSummary } from '../audit/result.js';
import { assert } from '../core/assert.js';
import { GuardError } from '../core/errors.js';

/** The files beside the catalogue, by the digest of the bytes that were read of them. */
export class SeenInputs {
  readonly #inputs: { readonly role: InputRole; readonly file: string; sha256: string | undefined }[] = [];

  /**
   * Takes down that a file is going to be read.
   *
   * @returns who is to be told when it has been read to its end, as often as it is. It throws GuardError `input` when the bytes
   * were others than the last time: what was judged would then be of no file there ever was.
   */
  expect(role: InputRole, file: string): (facts: { readonly sha256: string }) => void {
    const input = { role, file, sha256: undefined as string | undefined };
    this.#inputs.push(input);
    return ({ sha256 }) => {
      input.sha256 ??= sha256;
      if (input.sha256 !== sha256) throw changed(file);
    };
  }

  /** In the order they were expected in. To be asked when all of them have been read. */
  summaries(): readonly InputSummary[] {
    return this.#inputs.map(({ role, file, sha256 }) => {
      assert(sha256 !== undefined, 'an input that was expected has been read');
      return { role, file, sha256 };
    });
  }
}

function changed(file: string): GuardError {
  return new GuardError({
    code: 'input',
    message: `${file} changed while it was read; run again when nothing writes to it`,
    data: { file },
  });
}
