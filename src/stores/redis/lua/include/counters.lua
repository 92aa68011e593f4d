-- Counters: what the trip rules have counted, KEYS[8]: the watches of rules that sum up (watches.lua), and for each other rule and
-- scope a field of its own, `rule number US scope`, or two (tops.lua). What happens to an order raises them, all of them first; then every one that was
-- raised is compared with its limit. Nothing is asked, read or written for a sale without rules.
M.COUNTERS_MAX = 20000
-- By field: as text, false for none. Own counters by rule number US scope, and those that have changed.
M.counter_texts, M.own_counters, M.changed_counters = nil, {}, {}
M.raised, M.raised_count = {}, 0
-- What happens, apart from its letters: set and cleared by whoever counts.
--   keys, first, last, step   where the stock keys stand      scopes  those of the order (RS)
--   deep     RS scope RS ..., where the order is deep         buyer   of a new reservation, whose quantities stand before the keys
--   values   of a signal                                      spent_before   of what spends of the loss budget
M.happening = {}

-- Reads at once what this batch is likely to raise; what else it raises is read one by one.
function M.prefetch_counters()
  M.counter_texts = {}
  local fields, tops = {}, M.others['top-share']
  if M.sums.sale then fields[1] = 'sale' end
  for key in pairs(M.sums.sku and M.stock or M.NONE) do fields[#fields + 1] = 'sku:' .. key end
  for i = 1, #tops do
    if tops[i].scope == 'sale' then fields[#fields + 1] = tops[i].index .. US .. 'sale' end
    for key in pairs(tops[i].scope == 'sku' and M.stock or M.NONE) do
      fields[#fields + 1] = tops[i].index .. US .. 'sku:' .. key
    end
  end
  for from = 1, #fields, 4000 do
    local to = math.min(from + 3999, #fields)
    local values = redis.call('HMGET', KEYS[8], unpack(fields, from, to))
    for i = from, to do M.counter_texts[fields[i]] = values[i - from + 1] end
  end
end

function M.counter_text(field)
  if not M.counter_texts then M.prefetch_counters() end
  if M.counter_texts[field] == nil then M.counter_texts[field] = redis.call('HGET', KEYS[8], field) end
  return M.counter_texts[field]
end

-- Takes room for one more pair of rule and scope, or notes that there is none.
function M.claim_counter()
  M.meta.counters_changed = true
  if M.meta.counters >= M.COUNTERS_MAX then
    M.meta.uncounted = M.meta.uncounted + 1
    return false
  end
  M.meta.counters = M.meta.counters + 1
  return true
end

function M.decode_own(rule, field, text)
  if rule.measure == 'distinct' then return M.decode_values(rule, text) end
  return M.decode_top(rule, field, text)
end

-- The counter of a rule that has its own in a scope; nil when it would be new and there is no room.
function M.own_counter(rule, scope)
  local field = rule.index .. US .. scope
  local counter = M.own_counters[field]
  if counter then return counter end
  local text = M.counter_text(field)
  if not text and not M.claim_counter() then return nil end
  counter = M.decode_own(rule, field, text or '')
  counter.rule, counter.scope, counter.field, counter.is_new = rule, scope, field, not text
  M.own_counters[field] = counter
  return counter
end

function M.counter_changed(counter)
  if counter.watch then
    counter.watch.is_stale = true
    M.watch_changed(counter.watch)
  elseif counter.field and not counter.is_changed then
    counter.is_changed = true
    M.changed_counters[#M.changed_counters + 1] = counter
  end
end

function M.empty_counter(counter)
  if counter.rule.measure == 'top-share' then
    M.empty_top(counter)
    counter.has_moved = true
  else
    local empty = counter.rule.parts and M.no_sums(counter.rule) or M.decode_values(counter.rule, '')
    for name, value in pairs(empty) do counter[name] = value end
  end
  M.counter_changed(counter)
end

-- Empties the counter of a rule in a scope, if there is one; it keeps its place.
function M.reset_counter(rule, scope)
  if rule.measure == 'budget-share' then return end
  local counter
  if rule.parts then
    local watch = M.watch_of(scope, rule.scope)
    M.open_watch(watch)
    counter = watch.counters[rule.index] and M.sums_of(rule, watch)
  elseif M.own_counters[rule.index .. US .. scope] or M.counter_text(rule.index .. US .. scope) then
    counter = M.own_counter(rule, scope)
  end
  if counter then M.empty_counter(counter) end
end

-- The scopes that an order named, by kind; a batch knows few different ones.
M.kinds = {}
function M.kinds_of(text)
  local kinds = M.kinds[text]
  if not kinds then
    kinds = { category = {}, channel = {} }
    for scope in gmatch(text, '[^\30]+') do
      local of_kind = kinds[match(scope, '^(%l+):')]
      if of_kind then of_kind[#of_kind + 1] = scope end
    end
    M.kinds[text] = kinds
  end
  return kinds
end

-- Counts one happening, of which `letters` says what it is, and trips what is passed.
function M.count(letters)
  M.raised_count = 0
  for i = 1, #M.rules do
    local rule = M.rules[i]
    if M.listens(rule, letters) then M.raise(rule, letters) end
  end
  for i = 1, M.raised_count do M.compare(M.raised[i]) end
end

-- Whether a rule hears of what happens at all.
function M.listens(rule, letters)
  local measure, happening = rule.measure, M.happening
  if rule.parts then
    if not rule.parts[letters] then M.weigh(rule, letters) end
    return rule.parts[letters] > 0 or rule.wholes[letters] > 0 or happening.deep
  end
  return measure == 'top-share' and happening.buyer or measure == 'distinct' and happening.values
    or measure == 'budget-share' and happening.spent_before
end

function M.raise(rule, letters)
  local happening, scope = M.happening, rule.scope
  if rule.measure == 'budget-share' then
    M.note_raised({ rule = rule, scope = 'sale' })
  elseif scope == 'sale' then
    M.raise_in(rule, letters, 'sale', nil)
  elseif scope == 'sku' then
    for i = happening.first, happening.last, happening.step do
      M.raise_in(rule, letters, 'sku:' .. happening.keys[i], i)
    end
  else
    local scopes = M.kinds_of(happening.scopes)[scope]
    for i = 1, #scopes do M.raise_in(rule, letters, scopes[i], nil) end
  end
end

function M.note_raised(counter)
  M.raised_count = M.raised_count + 1
  M.raised[M.raised_count] = counter
  M.counter_changed(counter)
end

-- `key_at`: where the stock key stands, for a rule that watches stock keys.
function M.raise_in(rule, letters, scope, key_at)
  if rule.parts then return M.raise_sums(rule, letters, scope) end
  if rule.measure == 'distinct' then return M.raise_values(rule, scope) end
  local counter = M.own_counter(rule, scope)
  if not counter then return end
  local buyer, units = M.happening.buyer, M.units_of_order(key_at)
  if M.is_safe_top(counter, units) then return M.write_down(counter, buyer, units) end
  M.raise_top(counter, buyer, units)
  M.note_raised(counter)
end

function M.raise_values(rule, scope)
  local values = M.values_in(scope)
  if #values == 0 then return end
  local counter = M.own_counter(rule, scope)
  if not counter then return end
  M.see_values(rule, counter, values)
  M.note_raised(counter)
end

function M.raise_sums(rule, letters, scope)
  local deep, part, whole = M.happening.deep, rule.parts[letters], rule.wholes[letters]
  if deep and find(deep, RS .. scope .. RS, 1, true) then
    part, whole = part + rule.deep_part - rule.part, whole + rule.deep_whole - rule.whole
  end
  if part == 0 and whole == 0 then return end
  local watch = M.watch_of(scope, rule.scope)
  if not watch.counters or M.has_taken_down(watch) then M.open_watch(watch) end
  local counter = M.sums_of(rule, watch)
  if not counter then return end
  counter.part = counter.part + part
  if counter.whole then counter.whole = counter.whole + whole end
  M.note_raised(counter)
end

-- Units of one line, or of all.
function M.units_of_order(key_at)
  local happening = M.happening
  if key_at then return M.count_at(key_at - 1) end
  local units = 0
  for i = happening.first, happening.last, happening.step do units = units + M.count_at(i - 1) end
  return units
end

-- The values of a signal that count in a scope: all of them in the sale's own.
function M.values_in(scope)
  local all, values = M.happening.values, {}
  for i = 1, #all, 2 do
    if scope == 'sale' or all[i] == scope then values[#values + 1] = all[i + 1] end
  end
  return values
end

-- One value more than the limit has tripped already: others would not make it truer. Those that are known stay.
function M.see_values(rule, counter, values)
  for i = 1, #values do
    if counter.seen[values[i]] then counter.seen[values[i]] = rule.bucket end
  end
  for i = 1, #values do
    if not counter.seen[values[i]] and counter.number <= rule.limit then M.see_value(counter, values[i], rule.bucket) end
  end
end

-- Trips a rule that is passed, and empties its counter: what happened before a trip does not trip again.
function M.compare(counter)
  local rule = counter.rule
  local measured, sample = M.measure(rule, counter)
  if measured and M.trip(rule.id, counter.scope, rule.mode, measured, sample, rule.limit) and rule.measure ~= 'budget-share' then
    M.empty_counter(counter)
  end
end

-- What a rule measured and of how many, when that is above its limit; nil otherwise.
function M.measure(rule, counter)
  local measure, limit = rule.measure, rule.limit
  if measure == 'count' then return counter.part > limit and counter.part or nil, 0 end
  if measure == 'distinct' then return counter.number > limit and counter.number or nil, 0 end
  if measure == 'share' then return M.share_above(counter.part, counter.whole, rule), counter.whole end
  if measure == 'top-share' then return M.share_above(M.largest_units(counter), counter.total, rule), counter.total end
  local budget = M.meta.budget
  if not budget or M.is_above(M.happening.spent_before, budget, limit) then return nil end
  return M.share_above(M.meta.spent, budget, rule), 0
end

-- A share in bps, rounded down, when it is above the rule's limit and of enough.
function M.share_above(part, whole, rule)
  if whole == 0 or whole < rule.minimum or not M.is_above(part, whole, rule.limit) then return nil end
  return (M.bps(part, whole))
end

-- Counts what became of a reservation: a letter of `rules.lua`.
function M.count_record(record, letters)
  local happening, content = M.happening, M.content_of(record)
  happening.keys, happening.first, happening.last, happening.step = content.keys, 1, #content.keys, 1
  happening.scopes = match(record.body, '^[^\31]*\31[^\31]*\31[^\31]*\31([^\31]*)')
  M.count(letters)
end

function M.counters_to_write()
  local values, fields = {}, 0
  for i = 1, #M.changed_watches do
    local watch = M.changed_watches[i]
    values[#values + 1] = watch.scope
    values[#values + 1] = M.encode_watch(watch)
    if watch.is_new then fields = fields + 1 end
  end
  for i = 1, #M.changed_counters do
    local counter = M.changed_counters[i]
    if counter.rule.measure == 'top-share' then
      fields = fields + M.encode_top(counter, values)
    else
      values[#values + 1] = counter.field
      values[#values + 1] = M.encode_values(counter)
      if counter.is_new then fields = fields + 1 end
    end
  end
  if fields > 0 then M.meta.counter_fields, M.meta.counters_changed = M.meta.counter_fields + fields, true end
  return values
end
