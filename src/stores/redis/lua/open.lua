--! flags
-- open: puts the allotments of a sale in place, once.
--
-- KEYS      as apply
-- ARGV      1 layout version   2 server ms after which nothing may be done (0 = no limit)   3 epoch ('' = none)   4 ttl ms
--           5 key id ('' = none)   6 loss budget ('' = none)   7 extensions at most   8 ms of all extensions at most
--           9 digest of the allotments   10 smallest markdown of one unit (0 = none)   11 1 when there is a customer limit
--           12 trip rules, as in rules.lua ('' = none)
--           then for each allotment: stock key, quantity, units per customer (0 = no limit), markdown of one unit (0 = none)
-- RETURNS   { 0, server ms, opened | already | conflict US fields } or { status of the batch, server ms, detail }
-- STATUSES  opened already conflict late version
-- ERRORS    SALEGUARD_CORRUPT <what>: parts of a sale of this id are there, but not its meta. WRONGTYPE.
--# include include/text.lua
--# include include/clock.lua
--# include include/rights.lua

M.SETTINGS = {
  { 'openEpoch', 3 }, { 'ttlMs', 4 }, { 'keyId', 5 }, { 'lossBudgetMinor', 6 }, { 'extensionCountMax', 7 },
  { 'extensionTotalMaxMs', 8 }, { 'tripRules', 12 }, { 'allotments', 9 },
}
M.FIRST_ALLOTMENT = 13
-- As many numbers as totals.lua counts.
M.NO_TOTALS = string.rep('0 ', 16) .. '0'

-- The allotments are compared by digest: restock and withdraw change the counters, not what was opened. So does another price book
-- in force.
function M.compare_with_open()
  local names = {}
  for i = 1, #M.SETTINGS do names[i] = M.SETTINGS[i][1] end
  local values = redis.call('HMGET', KEYS[1], unpack(names))
  local fields = {}
  for i = 1, #M.SETTINGS do
    if values[i] ~= ARGV[M.SETTINGS[i][2]] then fields[#fields + 1] = names[i] == 'openEpoch' and 'epoch' or names[i] end
  end
  if #fields == 0 then return STATUS.already end
  return STATUS.conflict .. US .. concat(fields, RS)
end

function M.write_sale()
  M.check_rights()
  local count = (#ARGV - M.FIRST_ALLOTMENT + 1) / 4
  local values = {}
  redis.call('XADD', KEYS[7], '*', 's', '1', 'e', 'o' .. US .. ARGV[9] .. US .. ARGV[3] .. US .. ARGV[6], 't',
    M.digits(M.real_ms))
  for i = 0, count - 1 do
    local at = M.FIRST_ALLOTMENT + 4 * i
    values[#values + 1] = ARGV[at]
    values[#values + 1] = ARGV[at + 1] .. ' 0 0 0 ' .. ARGV[at + 2] .. ' ' .. ARGV[at + 3]
    if #values >= 4000 then
      redis.call('HSET', KEYS[2], unpack(values))
      values = {}
    end
  end
  if #values > 0 then redis.call('HSET', KEYS[2], unpack(values)) end
  redis.call('HSET', KEYS[1], 'version', ARGV[1], 'startMs', M.digits(M.real_ms), 'mode', 'open', 'regressed', '0',
    'epoch', ARGV[3], 'generation', '1', 'seq', '1', 'floorMs', '0', 'pausedMs', '0', 'frozenScopes', '0', 'frozenAtMs', '0',
    'modes', '', 'ttlMs', ARGV[4], 'keyId', ARGV[5], 'lossBudgetMinor', ARGV[6], 'lossSpentMinor', '0',
    'smallestMarkdownMinor', ARGV[10], 'extensionCountMax', ARGV[7], 'extensionTotalMaxMs', ARGV[8], 'tailMs', '0',
    'stockKeys', M.digits(count), 'records', '0', 'owners', '0', 'hasLimits', ARGV[11], 'allotments', ARGV[9],
    'dueLength', '0', 'laterLength', '0', 'openEpoch', ARGV[3], 'overlap', '', 'holds', '', 'trips', '', 'tripRules', ARGV[12],
    'counters', '0', 'counterFields', '0', 'uncountedScopes', '0', 'totals', M.NO_TOTALS)
end

function M.run()
  local not_after = tonumber(ARGV[2])
  if not_after > 0 and M.real_ms > not_after then return { STATUS.late, M.real_ms, '' } end
  local version = redis.call('HGET', KEYS[1], 'version')
  if version and version ~= ARGV[1] then return { STATUS.version, M.real_ms, version } end
  if version then return { 0, M.real_ms, M.compare_with_open() } end
  for i = 1, #KEYS do
    -- Counters made anew over old reservations would sell their units twice.
    if redis.call('EXISTS', KEYS[i]) == 1 then M.corrupt('remains of a sale: ' .. KEYS[i]) end
  end
  M.write_sale()
  return { 0, M.real_ms, tostring(STATUS.opened) }
end

return M.run()
