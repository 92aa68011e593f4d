-- Trips: the sale stops itself, in the same step as what passed the limit. The last ones are kept in meta, read only when there is
-- another:  number US rule US scope US mode US epoch ms US measured US sample US limit, joined by GS.
M.TRIPS_KEPT = 64

function M.all_trips()
  if M.trips then return M.trips end
  local text = redis.call('HGET', KEYS[1], 'trips')
  if not text then M.corrupt('meta trips') end
  M.trips = {}
  for entry in gmatch(text, '[^\29]+') do M.trips[#M.trips + 1] = entry end
  return M.trips
end

function M.next_trip_number()
  local trips = M.all_trips()
  if #trips == 0 then return 1 end
  return M.integer(match(trips[#trips], '^(%d+)\31'), 'meta trips') + 1
end

-- Puts a scope to the mode of a rule that was passed, in a hold of the rule's own. False when that rule holds the scope already, or
-- the scope is as strict: nothing tripped then. A scope for which there is no room stops the sale instead.
function M.trip(rule, scope, mode, measured, sample, limit)
  if M.MODE_RANK[M.mode_of(scope)] >= M.MODE_RANK[mode] then return false end
  local holder = 'trip:' .. rule
  if M.hold_of(M.holds_on(scope), holder) then return false end
  if scope ~= 'sale' and not (M.has_room_for_mode(scope) and M.has_room_for_hold()) then
    return M.trip(rule, 'sale', mode, measured, sample, limit)
  end
  local entry = concat({ M.digits(M.next_trip_number()), rule, scope, mode, M.digits(M.real_ms), M.digits(measured),
    M.digits(sample), M.digits(limit) }, US)
  local trips = M.all_trips()
  trips[#trips + 1] = entry
  if #trips > M.TRIPS_KEPT then table.remove(trips, 1) end
  M.effect('T' .. US .. entry)
  M.put_hold({ scope = scope, holder = holder }, mode, holder, nil)
  M.trips_made = true
  return true
end
