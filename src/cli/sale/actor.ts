import type { Command } from 'commander';
import type { ApprovalPerson } from '../../catalog/approval.js';
import type { SigningKey } from '../../seal/ed25519.js';
import type { Policy } from '../../wire/policy.js';
import type { CliIo } from '../io.js';
import { KEY_VARIABLE, loadSigningKey } from '../key-file.js';
import { loadPolicy } from '../policy-file.js';
import { usage } from '../usage.js';

/** Environment variables that spare the flags: names of files, no secrets. */
export const KEY_FILE_VARIABLE = 'SALEGUARD_KEY_FILE';
export const POLICY_VARIABLE = 'SALEGUARD_POLICY';

/** Flags that say who acts: a key and the policy that knows its person. Nothing on the command line names one. */
export interface ActorFlags {
  readonly policy?: string;
  readonly key?: string;
}

/** Who runs a command. */
export interface Actor {
  readonly key: SigningKey;
  readonly person: ApprovalPerson;
  readonly policy: Policy;
}

/** Adds the flags that say who acts. */
export function withActorFlags(command: Command): Command {
  return command
    .option('--policy <file>', `the policy that knows whose key it is (or ${POLICY_VARIABLE})`)
    .option('--key <file>', `your private key (or ${KEY_FILE_VARIABLE}, or its PEM text in ${KEY_VARIABLE})`);
}

/**
 * The person whose key is given, by the policy.
 *
 * @throws GuardError `usage` when a key or a policy is missing, or the policy knows nobody with this key; what reading them throws.
 */
export function actorOf(flags: ActorFlags, io: CliIo): Actor {
  const policy = policyOf(flags, io);
  if (policy === undefined)
    throw usage(`no policy named: give it with --policy, or in ${POLICY_VARIABLE}; it says whose key it is`);
  const key = loadSigningKey(flags.key ?? io.env[KEY_FILE_VARIABLE], io);
  const person = policy.approvals?.people.find(({ keyId }) => keyId === key.keyId);
  if (person !== undefined) return { key, person, policy };
  throw usage(
    `${policy.source} names nobody with the key ${key.keyId}; its public half belongs under approvals.people ("saleguard keys show" prints it)`,
  );
}

/** The policy of `--policy`, else of the environment; undefined without either. */
export function policyOf({ policy }: ActorFlags, io: Pick<CliIo, 'env'>): Policy | undefined {
  const path = policy ?? io.env[POLICY_VARIABLE];
  return path === undefined || path === '' ? undefined : loadPolicy(path);
}
