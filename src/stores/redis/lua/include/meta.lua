-- Meta: everything about the sale that is not a stock key, a reservation or an owner. One field each, readable by a person.
M.META_FIELDS = {
  'version', 'startMs', 'mode', 'regressed', 'epoch', 'generation', 'seq', 'floorMs', 'pausedMs', 'frozenScopes',
  'frozenAtMs', 'modes', 'ttlMs', 'keyId', 'lossBudgetMinor', 'lossSpentMinor', 'smallestMarkdownMinor',
  'extensionCountMax', 'extensionTotalMaxMs', 'tailMs', 'stockKeys', 'records', 'owners', 'hasLimits',
  'dueLength', 'laterLength', 'totals', 'tripRules', 'counters', 'counterFields',
  'uncountedScopes', 'overlap',
}
M.MODE_RANK = { open = 1, probe = 2, drain = 3, freeze = 4, closed = 5 }

-- A field that is written when the sale opens; without it a limit or a stop would be forgotten, not refused.
function M.text_field(value, what)
  return value or M.corrupt(what)
end

function M.flag(value, what)
  if value ~= '0' and value ~= '1' then M.corrupt(what) end
  return value == '1'
end

-- Reads meta and one more field (the caller's own); returns nil for a sale that is not open here.
function M.read_meta(extra_field)
  local fields = {}
  for i = 1, #M.META_FIELDS do fields[i] = M.META_FIELDS[i] end
  fields[#fields + 1] = extra_field
  local values = redis.call('HMGET', KEYS[1], unpack(fields))
  if not values[1] then
    if redis.call('EXISTS', KEYS[1]) == 1 then M.corrupt('meta version') end
    return nil
  end
  local meta = {
    version = values[1],
    start_ms = M.integer(values[2], 'meta startMs'),
    mode = values[3],
    regressed = M.flag(values[4], 'meta regressed'),
    epoch = M.text_field(values[5], 'meta epoch'),
    generation = M.integer(values[6], 'meta generation'),
    seq = M.integer(values[7], 'meta seq'),
    floor_ms = M.integer(values[8], 'meta floorMs'),
    paused_ms = M.integer(values[9], 'meta pausedMs'),
    frozen_scopes = M.integer(values[10], 'meta frozenScopes'),
    frozen_at_ms = M.integer(values[11], 'meta frozenAtMs'),
    modes_text = M.text_field(values[12], 'meta modes'),
    ttl_ms = M.integer(values[13], 'meta ttlMs'),
    key_id = M.text_field(values[14], 'meta keyId'),
    budget = values[15] ~= '' and M.integer(values[15], 'meta lossBudgetMinor') or nil,
    spent = M.integer(values[16], 'meta lossSpentMinor'),
    smallest = M.integer(values[17], 'meta smallestMarkdownMinor'),
    extension_count_max = M.integer(values[18], 'meta extensionCountMax'),
    extension_total_max_ms = M.integer(values[19], 'meta extensionTotalMaxMs'),
    tail_ms = M.integer(values[20], 'meta tailMs'),
    stock_keys = M.integer(values[21], 'meta stockKeys'),
    records = M.integer(values[22], 'meta records'),
    owners = M.integer(values[23], 'meta owners'),
    has_limits = M.flag(values[24], 'meta hasLimits'),
    due_length = M.integer(values[25], 'meta dueLength'),
    later_length = M.integer(values[26], 'meta laterLength'),
    totals_text = M.text_field(values[27], 'meta totals'),
    rules_text = M.text_field(values[28], 'meta tripRules'),
    counters = M.integer(values[29], 'meta counters'),
    counter_fields = M.integer(values[30], 'meta counterFields'),
    uncounted = M.integer(values[31], 'meta uncountedScopes'),
    overlap_text = M.text_field(values[32], 'meta overlap'),
    extra = values[33] or nil,
  }
  if not M.MODE_RANK[meta.mode] then M.corrupt('meta mode') end
  M.read_modes(meta)
  if meta.overlap_text ~= '' then M.read_overlap(meta) end
  return meta
end

-- The price book before, and until when by the sale's clock orders under it are taken.
function M.read_overlap(meta)
  local till, epoch = match(meta.overlap_text, '^(%d+)\31(%d*)$')
  if not till then M.corrupt('meta overlap') end
  meta.overlap_till_ms, meta.overlap_epoch = M.integer(till, 'meta overlap'), epoch
end

function M.read_modes(meta)
  meta.modes, meta.mode_order = {}, {}
  local length = -1
  for scope, mode in gmatch(meta.modes_text, '([^\30]+)\30([^\30]+)') do
    if not M.MODE_RANK[mode] then M.corrupt('meta modes') end
    meta.modes[scope] = mode
    meta.mode_order[#meta.mode_order + 1] = scope
    length = length + #scope + #mode + 2
  end
  if length ~= #meta.modes_text and meta.modes_text ~= '' then M.corrupt('meta modes') end
end
