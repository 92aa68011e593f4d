// Generated from *.lua by scripts/generate-scripts.mjs: change the Lua file, then run `npm run scripts`.
import type { RedisScript } from '../scripts.js';

export const LEDGER_OPEN_SCRIPT: RedisScript = {
  name: 'ledgerOpen',
  sha: 'afb68075b7de8ae68ee3d599b106fb9f2e59dc31',
  source:
    "#!lua\nlocal time = redis.call('TIME')\nlocal now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)\nlocal lease = redis.call('HMGET', KEYS[2], 'token', 'holder', 'ends')\nlocal token, holder, ends = lease[1] or '0', lease[2] or '', tonumber(lease[3] or '0')\nlocal count = redis.call('LLEN', KEYS[1])\nif holder ~= '' and holder ~= ARGV[1] and token ~= ARGV[3] and ends > now then\n  return { 0, holder, ends - now, token }\nend\ntoken = string.format('%d', tonumber(token) + 1)\nredis.call('HSET', KEYS[2], 'token', token, 'holder', ARGV[1], 'ends', string.format('%d', now + tonumber(ARGV[2])))\nreturn { 1, token, count }\n",
};

export const LEDGER_APPEND_SCRIPT: RedisScript = {
  name: 'ledgerAppend',
  sha: '496e4b20377c71217000aa560d223aa3d20376b0',
  source:
    "#!lua\nlocal FIRST = 4\nlocal lease = redis.call('HMGET', KEYS[2], 'token', 'holder')\nif lease[1] ~= ARGV[1] then return { 0, lease[2] or '' } end\nlocal count, before, added = redis.call('LLEN', KEYS[1]), tonumber(ARGV[2]), #ARGV - FIRST + 1\nlocal kept = false\nif added > 0 and count == before + added then\n  local tail = redis.call('LRANGE', KEYS[1], -added, -1)\n  kept = true\n  for i = 1, added do kept = kept and tail[i] == ARGV[FIRST + i - 1] end\nend\nif not kept and count ~= before then return { 2, count } end\nlocal time = redis.call('TIME')\nlocal now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)\nredis.call('HSET', KEYS[2], 'ends', string.format('%d', now + tonumber(ARGV[3])))\nif kept then return { 1, count } end\nfor from = FIRST, #ARGV, 1000 do\n  redis.call('RPUSH', KEYS[1], unpack(ARGV, from, math.min(from + 999, #ARGV)))\nend\nreturn { 1, count + added }\n",
};

export const LEDGER_CLOSE_SCRIPT: RedisScript = {
  name: 'ledgerClose',
  sha: 'c810d591379612359b9a6269939d5c8e038608c4',
  source:
    "#!lua\nif redis.call('HGET', KEYS[2], 'token') ~= ARGV[1] then return 0 end\nredis.call('HSET', KEYS[2], 'holder', '', 'ends', '0')\nreturn 1\n",
};
