import { SCRIPT_COMMANDS, SENT_COMMANDS } from '../commands.js';
import type { Notes } from './notes.js';
import type { RightsAnswer } from './rights-probe.js';
import { shown } from './shown.js';

/** Who was asked about, as the fix names them. */
export interface RightsSubject {
  /** Name of the Redis user, or `<user>` when it is not known. */
  readonly user: string;
  /** Everything before the sale's part of a key, e.g. `shop:saleguard:v3:`. */
  readonly keyStart: string;
}

/** Says which rights the Redis user lacks, each with the ACL line that gives it. */
export function checkRights(rights: RightsAnswer, subject: RightsSubject, notes: Notes): void {
  if (rights.kind === 'unknown') {
    return notes.unknown({
      what: 'rights of the user',
      why: rights.why,
      how: `ACL DRYRUN ${subject.user} EVALSHA <digest> 1 ${subject.keyStart}{sale}:meta as an administrator, and the same for each of ${SCRIPT_COMMANDS.join(' ')}`,
    });
  }
  notes.checked('rights of the user');
  const { sent, called, key } = rights.missing;
  if (sent.length > 0) {
    notes.find('rights-no-scripts', 'block', {
      found: `user ${shown(subject.user)} may not run ${sent.join(', ')}`,
      why: 'Every operation is one script; none can run.',
      fix: fullLine(subject),
    });
  }
  if (called.length > 0) {
    notes.find('rights-no-commands', 'block', {
      found: `user ${shown(subject.user)} may not run ${called.join(', ')}`,
      why: 'The rights of the user hold inside scripts too: an operation fails at its first command that is not allowed.',
      fix: `ACL SETUSER ${subject.user} ${called.map(plus).join(' ')}`,
    });
  }
  if (key) {
    notes.find('rights-no-keys', 'block', {
      found: `user ${shown(subject.user)} may not read and write ${subject.keyStart}{sale}:meta`,
      why: 'Scripts read and write the keys of a sale; a pattern for reading alone (%R~) is refused as well.',
      fix: `ACL SETUSER ${subject.user} ~${subject.keyStart}*`,
    });
  }
}

function fullLine({ user, keyStart }: RightsSubject): string {
  return `ACL SETUSER ${user} ~${keyStart}* ${[...SENT_COMMANDS, ...SCRIPT_COMMANDS].map(plus).join(' ')}`;
}

function plus(command: string): string {
  return `+${command.toLowerCase()}`;
}
