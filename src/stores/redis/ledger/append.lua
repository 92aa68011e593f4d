--! flags
-- append: keeps lines behind all others, for the writer with the highest token; without lines it only makes the lease last longer.
-- May be sent again: lines that are the last ones already are not kept twice.
--
-- KEYS      1 lines (list)   2 lease (hash: token, holder, ends)
-- ARGV      1 token   2 number of lines there have to be before   3 ms of the lease   4.. lines
-- RETURNS   { 1, number of lines }, { 0, holder } when another writer took the ledger,
--           or { 2, number of lines } when there are others than this writer knows: some were lost, or somebody else wrote
-- ERRORS    WRONGTYPE
local FIRST = 4
local lease = redis.call('HMGET', KEYS[2], 'token', 'holder')
if lease[1] ~= ARGV[1] then return { 0, lease[2] or '' } end
local count, before, added = redis.call('LLEN', KEYS[1]), tonumber(ARGV[2]), #ARGV - FIRST + 1
local kept = false
if added > 0 and count == before + added then
  local tail = redis.call('LRANGE', KEYS[1], -added, -1)
  kept = true
  for i = 1, added do kept = kept and tail[i] == ARGV[FIRST + i - 1] end
end
if not kept and count ~= before then return { 2, count } end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('HSET', KEYS[2], 'ends', string.format('%d', now + tonumber(ARGV[3])))
if kept then return { 1, count } end
for from = FIRST, #ARGV, 1000 do
  redis.call('RPUSH', KEYS[1], unpack(ARGV, from, math.min(from + 999, #ARGV)))
end
return { 1, count + added }
