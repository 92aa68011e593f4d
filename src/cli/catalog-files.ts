import { createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import type { CatalogSource } from '../audit/source.js';
import type { CatalogFormat } from '../catalog/format.js';
import { GuardError } from '../core/errors.js';
import { catalogFile } from '../readers/catalog-reader.js';
import { spoolStream, type SpooledStream } from '../readers/spool-stream.js';
import { isPassing } from './passing-inputs.js';

/** What `-` is called in messages and findings. */
const STDIN_NAME = 'standard input';

/**
 * The catalogues of a command line. An audit may read a catalogue twice, so that what can be read once, such as standard
 * input, is kept in a private file.
 */
export class CatalogFiles {
  readonly #paths: readonly string[];
  readonly #format: CatalogFormat;
  readonly #stdin: AsyncIterable<Uint8Array>;
  readonly #spooled: SpooledStream[] = [];
  /** Declared headers that no file had so far; undefined before the first file was read. */
  #absent: readonly string[] | undefined;

  constructor(
    paths: readonly string[],
    options: { readonly format: CatalogFormat; readonly stdin: AsyncIterable<Uint8Array> },
  ) {
    this.#paths = paths;
    this.#format = options.format;
    this.#stdin = options.stdin;
  }

  /** @throws GuardError `usage` when standard input is named twice; `file` when it cannot be kept. */
  async sources(): Promise<CatalogSource[]> {
    if (this.#paths.filter((path) => path === '-').length > 1) {
      throw new GuardError({ code: 'usage', message: 'standard input (-) can be read once; name it once' });
    }
    const sources: CatalogSource[] = [];
    for (const path of this.#paths) {
      if (path === '-') sources.push(await this.#spool(this.#stdin, STDIN_NAME));
      else if (isPassing(path)) sources.push(await this.#spool(createReadStream(path), path));
      else sources.push(this.#source({ path }));
    }
    return sources;
  }

  /** What is to be said once all was read: a mapped header that no catalogue has is a typing slip. */
  notices(): string[] {
    return (this.#absent ?? []).map((header) => {
      const column = this.#format.columns.get(header) ?? '';
      return `no catalogue has a column "${header}", which is mapped to ${column}`;
    });
  }

  /** Removes what was kept. */
  async close(): Promise<void> {
    for (const spooled of this.#spooled) await spooled.dispose();
  }

  async #spool(stream: AsyncIterable<Uint8Array>, name: string): Promise<CatalogSource> {
    const spooled = await spoolStream(stream, tmpdir());
    this.#spooled.push(spooled);
    return this.#source({ path: spooled.path, name });
  }

  #source(input: { readonly path: string; readonly name?: string }): CatalogSource {
    const source = catalogFile(input, this.#format);
    return {
      file: source.file,
      open: () => {
        const open = source.open();
        return {
          ...open,
          facts: () => {
            const facts = open.facts();
            const { absent } = facts.plan;
            this.#absent = this.#absent?.filter((header) => absent.includes(header)) ?? absent;
            return facts;
          },
        };
      },
    };
  }
}
