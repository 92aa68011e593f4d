import { Command } from 'commander';
import { GuardError } from '../../core/errors.js';
import type { SigningKey } from '../../seal/ed25519.js';
import { publicKeyLine } from '../../wire/public-key-line.js';
import type { CliIo } from '../io.js';
import { publicPathOf, readSigningKey, writeNewKey } from '../key-file.js';
import { checkPlaces } from '../output-places.js';

const EXAMPLES = `
Examples:
  saleguard keys new --out me.key
  saleguard keys show me.key

Each person has a key of their own. The private half signs and never leaves its owner; the public half stands in the policy.
`;

/** `saleguard keys`: makes the keys that approvals and price books are signed with. */
export function keysCommand(io: CliIo): Command {
  return new Command('keys')
    .description('Make a key to sign approvals and price books with, or show its public half.')
    .addHelpText('after', EXAMPLES)
    .addCommand(newCommand(io))
    .addCommand(showCommand(io));
}

function newCommand(io: CliIo): Command {
  return new Command('new')
    .description('Make a new Ed25519 key: a private file (mode 0600), and its public half beside it as .pub.')
    .requiredOption('--out <file>', 'where the private key goes; an existing file is never overwritten')
    .action(({ out }: { readonly out: string }) => {
      if (out === '-') throw notPrinted();
      checkPlaces([out, publicPathOf(out)], []);
      const key = writeNewKey(out);
      io.stdout.write(
        [
          `Wrote ${out}, the private half: for you alone. Its public half is ${publicPathOf(out)}.`,
          publicKeyLine(key.publicKey),
          `key id ${key.keyId}`,
          'Next: whoever keeps the policy adds you, reviewed like every change of it:',
          ...policyLines(key).map((line) => `  ${line}`),
          '',
        ].join('\n'),
      );
    });
}

function showCommand(io: CliIo): Command {
  return new Command('show')
    .description('Show the public half of a private key, as the policy writes it.')
    .argument('<file>', 'the private key')
    .action((file: string) => {
      const key = readSigningKey(file);
      io.stdout.write(`${publicKeyLine(key.publicKey)}\nkey id ${key.keyId}\n`);
    });
}

function notPrinted(): GuardError {
  return new GuardError({ code: 'usage', message: 'a private key is not printed; name a file with --out' });
}

function policyLines({ publicKey }: SigningKey): readonly string[] {
  return [
    'approvals:',
    '  people:',
    `    - { id: YOUR-ID, role: YOUR-ROLE, publicKey: '${publicKeyLine(publicKey)}' }`,
  ];
}
