import { rmSync } from 'node:fs';

const paths = new Set<string>();

/**
 * Notes a file or folder that is to vanish with the call that makes it; called before it is made.
 *
 * @returns what that call does once it is gone or has got its final name.
 */
export function noteTemporaryPath(path: string): () => void {
  paths.add(path);
  return () => {
    paths.delete(path);
  };
}

/**
 * Removes, at once, whatever running calls keep for a while. Only for a process that ends before they do, such as one
 * that was interrupted: a call that is still at work would fail.
 */
export function removeTemporaryPaths(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
  paths.clear();
}
