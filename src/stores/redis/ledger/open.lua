--! flags
-- open: takes a ledger for one writer, with a token that is higher than every one before it.
--
-- KEYS      1 lines (list)   2 lease (hash: token, holder, ends)
-- ARGV      1 holder   2 ms of the lease   3 token of a lease whose holder is known to be gone, or ''
-- RETURNS   { 1, token, number of lines }, or { 0, holder, ms left, token } while another holder's lease lasts
-- ERRORS    WRONGTYPE
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local lease = redis.call('HMGET', KEYS[2], 'token', 'holder', 'ends')
local token, holder, ends = lease[1] or '0', lease[2] or '', tonumber(lease[3] or '0')
local count = redis.call('LLEN', KEYS[1])
if holder ~= '' and holder ~= ARGV[1] and token ~= ARGV[3] and ends > now then
  return { 0, holder, ends - now, token }
end
token = string.format('%d', tonumber(token) + 1)
redis.call('HSET', KEYS[2], 'token', token, 'holder', ARGV[1], 'ends', string.format('%d', now + tonumber(ARGV[2])))
return { 1, token, count }
