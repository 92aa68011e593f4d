import {
  APPLY_OUT_OF_MEMORY_SCRIPT,
  APPLY_SCRIPT,
  OPEN_SCRIPT,
  READ_SCRIPT,
  type RedisScript,
} from './scripts.js';

/** Every script of a store. Tests hand in others: with a clock of their own, or broken on purpose. */
export interface ScriptSet {
  readonly apply: RedisScript;
  /** Refuses what takes units, carries out what gives them back. */
  readonly applyOutOfMemory: RedisScript;
  readonly open: RedisScript;
  readonly read: RedisScript;
}

export const SCRIPTS: ScriptSet = {
  apply: APPLY_SCRIPT,
  applyOutOfMemory: APPLY_OUT_OF_MEMORY_SCRIPT,
  open: OPEN_SCRIPT,
  read: READ_SCRIPT,
};
