-- Lost writes are noticed here. Every caller keeps what it was acknowledged: the number of its effects and the token of the last
-- one; and the highest seq it saw. The store keeps, for each caller, the same number and the tokens of its last 32 effects. After
-- a failover to a replica that lacked them, or a restart from an old file, they cannot agree: not even when other callers, or
-- this one's own requests still under way, have written since.
M.RING_LENGTH, M.TOKEN_LENGTH = 32, 4

function M.read_caller(text)
  if not text then return { count = 0, ring = '' } end
  local _, _, count, ring = find(text, '^(%d+) (.*)$')
  if not count then M.corrupt('meta caller') end
  return { count = tonumber(count), ring = ring }
end

-- What the caller lost, in a word, or nil.
function M.lost_writes(caller, echo)
  if echo.generation > M.meta.generation then return 'generation' end
  if echo.generation < M.meta.generation then return nil end
  if echo.seq > M.meta.seq then return 'seq' end
  if echo.count == 0 then return nil end
  if echo.count > caller.count then return 'count' end
  local back = caller.count - echo.count
  local from = #caller.ring - M.TOKEN_LENGTH * (back + 1) + 1
  -- Older than the ring: a request that was overtaken by more than 32 of its caller's own. It says nothing either way.
  if from < 1 then return nil end
  if sub(caller.ring, from, from + M.TOKEN_LENGTH - 1) ~= echo.token then return 'token' end
  return nil
end

-- Lengths of the queues and the journal.
function M.read_lengths()
  M.due_length, M.later_length, M.journal_length =
    redis.call('LLEN', KEYS[5]), redis.call('ZCARD', KEYS[6]), redis.call('XLEN', KEYS[7])
end

-- Whole keys that were evicted or deleted behind our back. Without its queues a sale would be sold out for ever by orders that
-- nobody paid; without its journal it could not be rebuilt.
function M.lost_keys()
  if redis.call('HLEN', KEYS[3]) ~= M.meta.records then return 'reservations' end
  if redis.call('HLEN', KEYS[2]) ~= M.meta.stock_keys then return 'stock' end
  if redis.call('HLEN', KEYS[4]) ~= M.meta.owners then return 'owners' end
  M.read_lengths()
  if M.due_length ~= M.meta.due_length then return 'due' end
  if M.later_length ~= M.meta.later_length then return 'later' end
  if M.journal_length == 0 then return 'journal' end
  if M.rules and redis.call('HLEN', KEYS[8]) ~= M.meta.counter_fields then return 'counters' end
  return nil
end

-- What is there now is what there is; this batch adds its own changes when it writes.
function M.accept_counts()
  M.meta.accepts_counts = true
  M.meta.records, M.meta.stock_keys = redis.call('HLEN', KEYS[3]), redis.call('HLEN', KEYS[2])
  M.meta.owners = redis.call('HLEN', KEYS[4])
  M.meta.counter_fields, M.meta.counters_changed = redis.call('HLEN', KEYS[8]), true
end

function M.add_token(caller, token)
  caller.count = caller.count + 1
  caller.ring = sub(caller.ring .. token, -M.RING_LENGTH * M.TOKEN_LENGTH)
end

-- Of this call, or of an earlier one whose effect a replay has just acknowledged.
function M.last_token(caller)
  return sub(caller.ring, -M.TOKEN_LENGTH)
end
