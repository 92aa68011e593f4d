import { GuardError } from '../core/errors.js';

/** A command line without a catalogue, and what was most likely meant: `--history` takes every file behind it. */
export function missingCatalogue(
  command: 'audit' | 'calibrate',
  { history }: { readonly history?: readonly string[] },
): GuardError {
  const last = history?.at(-1);
  const hint =
    last === undefined
      ? `write it like saleguard ${command} ${command === 'audit' ? 'tomorrow.csv' : 'catalog.csv'}`
      : `--history takes every file behind it; put the catalogue before it: saleguard ${command} ${last} --history …`;
  return new GuardError({ code: 'usage', message: `name a catalogue; ${hint}` });
}
