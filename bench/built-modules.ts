/** Compiled to out/bench/bench. */
const BUILT = new URL('../../../dist/', import.meta.url);

/**
 * Exports of files of the product as built for the package, not of the sources.
 *
 * @param files by their path in `dist`; `Exports` names what they export, with the types of their sources.
 * @throws when it was not built: `npm run build`.
 */
export async function builtModules<Exports extends object>(files: readonly string[]): Promise<Exports> {
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, BUILT).href) as Promise<object>),
  );
  // Nothing but a build can be imported here, and its types are those of its sources.
  return Object.assign({}, ...modules) as Exports;
}
