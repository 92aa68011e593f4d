import { tmpdir } from 'node:os';
import type { CatalogSource } from '../audit/source.js';
import type { CatalogFormat } from '../catalog/format.js';
import { GuardError } from '../core/errors.js';
import { catalogFile } from '../readers/catalog-reader.js';
import { spoolStream, type SpooledStream } from '../readers/spool-stream.js';

/** What `-` is called in messages and findings. */
const STDIN_NAME = 'standard input';

/** The catalogues of a command line. Standard input is kept in a private file, because an audit may read it twice. */
export class CatalogFiles {
  readonly #paths: readonly string[];
  readonly #format: CatalogFormat;
  readonly #stdin: AsyncIterable<Uint8Array>;
  #spooled: SpooledStream | undefined;

  constructor(
    paths: readonly string[],
    options: { readonly format: CatalogFormat; readonly stdin: AsyncIterable<Uint8Array> },
  ) {
    this.#paths = paths;
    this.#format = options.format;
    this.#stdin = options.stdin;
  }

  /** @throws GuardError `usage` when standard input is named twice. */
  async sources(): Promise<CatalogSource[]> {
    if (this.#paths.filter((path) => path === '-').length > 1) {
      throw new GuardError({ code: 'usage', message: 'standard input (-) can be read once; name it once' });
    }
    const sources: CatalogSource[] = [];
    for (const path of this.#paths) {
      if (path !== '-') {
        sources.push(catalogFile({ path }, this.#format));
        continue;
      }
      this.#spooled = await spoolStream(this.#stdin, tmpdir());
      sources.push(catalogFile({ path: this.#spooled.path, name: STDIN_NAME }, this.#format));
    }
    return sources;
  }

  /** Removes what was kept of standard input. */
  async close(): Promise<void> {
    await this.#spooled?.dispose();
  }
}
