import type { Ask, Askable } from './ask.js';

/**
 * Whether the fix of CVE-2025-46818 is in: it made the metatables of basic types read-only. Writing back the value that is
 * already there changes nothing without the fix and is an error with it, so the question does no harm either way.
 */
const ASK_LUA_FIX = `#!lua flags=no-writes
local strings = getmetatable('')
if not strings then return 'unknown' end
local written = pcall(function() strings.__index = strings.__index end)
return written and 'absent' or 'present'`;

/** Seen on the server itself: the fixes of October 2025 are in, are not in, or it could not be asked. */
export type LuaFix = 'present' | 'absent' | 'unknown';

/** Asks a server whether its Lua has the fixes of October 2025, which its version number cannot tell. */
export async function askLuaFix(connection: Askable, ask: Ask): Promise<LuaFix> {
  const answer = await ask(connection, 'EVAL', ASK_LUA_FIX, 0);
  if (answer.kind !== 'reply') return 'unknown';
  return answer.value === 'present' || answer.value === 'absent' ? answer.value : 'unknown';
}
