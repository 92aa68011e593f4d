import { statSync, type Stats } from 'node:fs';

/** What stands at a path; undefined when there is nothing, or nothing that may be looked at. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A part of the path is no folder, or may not be entered: whoever opens it says so.
    return undefined;
  }
}
