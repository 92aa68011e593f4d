import { Option } from 'commander';

/** An option that may be given several times: its values, in order; an empty list without any. */
export function collected(flags: string, description: string): Option {
  const none: readonly string[] = [];
  return new Option(flags, description)
    .default(none, 'none')
    .argParser((value: string, before: readonly string[]) => [...before, value]);
}
