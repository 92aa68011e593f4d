import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

/** Runtime dependencies, packed from what is installed here: the test needs no network and judges the locked versions. */
const DEPENDENCIES: readonly string[] = ['commander', 'yaml', 'zod'];

export interface ProcessRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder outside the repository into which the packed package was installed. */
export class Consumer {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'saleguard-consumer-'));

  /** Paths inside the tarball of this package, as npm lists them. */
  readonly packedFiles: readonly string[];

  constructor() {
    const [own, ...others] = this.#pack(['.', ...DEPENDENCIES.map((name) => `node_modules/${name}`)]);
    if (own === undefined) throw new Error('npm pack packed nothing');
    this.packedFiles = own.files.map((file) => file.path).sort();
    const tarballs = [own, ...others].map((packed) => packed.filename);
    this.write('package.json', JSON.stringify({ name: 'consumer', version: '1.0.0', private: true }));
    const install = this.run('npm', [
      'install',
      '--offline',
      '--no-audit',
      '--no-fund',
      ...tarballs.map((name) => `./${name}`),
    ]);
    if (install.exitCode !== 0)
      throw new Error(`the tarball cannot be installed:\n${install.stdout}${install.stderr}`);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Makes a package of this repository visible, as if the consumer had installed it. */
  link(name: string): void {
    mkdirSync(join(this.folder, 'node_modules'), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(this.folder, 'node_modules', name), 'dir');
  }

  installed(): readonly string[] {
    return readdirSync(join(this.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  }

  node(...args: readonly string[]): ProcessRun {
    return this.run(process.execPath, args);
  }

  /** The compiler of this repository, over the consumer's files. */
  tsc(...args: readonly string[]): ProcessRun {
    return this.node(join(REPOSITORY, 'node_modules/typescript/bin/tsc'), '--pretty', 'false', ...args);
  }

  run(command: string, args: readonly string[], cwd: string = this.folder): ProcessRun {
    const run = spawnSync(command, args, {
      cwd,
      encoding: 'utf8',
      input: '',
      timeout: 110_000,
      env: cleanEnvironment(),
    });
    return { exitCode: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #pack(paths: readonly string[]): readonly Packed[] {
    // The global setup has built dist; a second build here would pull it away from tests that run beside this one.
    const folders = paths.map((path) => `./${path}`);
    const run = this.run(
      'npm',
      ['pack', ...folders, '--ignore-scripts', '--json', '--pack-destination', this.folder],
      REPOSITORY,
    );
    if (run.exitCode !== 0) throw new Error(`npm pack failed:\n${run.stderr}`);
    return JSON.parse(run.stdout) as Packed[]; // npm's own format
  }
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** What `npm test` sets would lead an npm inside it back to this repository. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:config_(?:local_)?prefix|package_|lifecycle_)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: '1', NODE_OPTIONS: '' };
}
