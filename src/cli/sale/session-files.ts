import type { CliIo } from '../io.js';
import type { InputFile } from '../output-places.js';
import { KEY_FILE_VARIABLE, POLICY_VARIABLE, type ActorFlags } from './actor.js';
import type { StoreFlags } from './sale-session.js';

/** The files a command about a sale lives by: none of them may be written over, whichever this command reads. */
export function sessionFiles(flags: Partial<StoreFlags> & ActorFlags, io: Pick<CliIo, 'env'>): InputFile[] {
  const roles: readonly (readonly [role: string, path: string | undefined])[] = [
    ['the address of Redis', flags.redisFile],
    ['the policy', flags.policy ?? io.env[POLICY_VARIABLE]],
    ['your private key', flags.key ?? io.env[KEY_FILE_VARIABLE]],
  ];
  return roles.flatMap(([role, path]) => (path === undefined || path === '' ? [] : [{ path, role }]));
}
