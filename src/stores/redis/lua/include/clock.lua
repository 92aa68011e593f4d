-- The server's clock, read once per script.
local server_time = redis.call('TIME')
M.real_ms = tonumber(server_time[1]) * 1000 + floor(tonumber(server_time[2]) / 1000)

-- The sale's clock: ms since open, without the time spent frozen, never going back. Deadlines are kept in it, so a freeze moves
-- every deadline on without touching a record, and a server clock that steps back expires nothing early or twice.
function M.sale_clock()
  local running = M.real_ms
  if M.meta.frozen_scopes > 0 then running = M.meta.frozen_at_ms end
  return max(M.meta.floor_ms, running - M.meta.start_ms - M.meta.paused_ms)
end

-- What to add to a deadline to show it as epoch ms.
function M.epoch_offset()
  local shift = M.meta.start_ms + M.meta.paused_ms
  if M.meta.frozen_scopes > 0 then shift = shift + max(0, M.real_ms - M.meta.frozen_at_ms) end
  return shift
end
