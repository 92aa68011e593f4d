--! flags
-- close: gives a ledger back. The token stays, so that the next one is higher.
--
-- KEYS      1 lines (list)   2 lease (hash: token, holder, ends)
-- ARGV      1 token
-- RETURNS   1, or 0 when another writer had it already
-- ERRORS    WRONGTYPE
if redis.call('HGET', KEYS[2], 'token') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[2], 'holder', '', 'ends', '0')
return 1
