-- Watches: what the rules that sum up have counted in one scope. KEYS[8], one field for each scope, called as the scope:
--   until, safe, ready, plain, deep (five numbers), US, then for each rule that has counted there its number RS its sums, joined by GS
-- A sale takes far more orders than it trips. So what new orders add is not added to the sums of every rule: they are only counted,
-- `plain` and `deep` (in this scope), as long as `safe` says that so many more of them can trip nothing, and until by the sale's clock
-- the first window moves on. Then, or when anything else happens in the scope, the sums are read and all is added. `ready`: every rule
-- that would count a plain one (1), a deep one (2), both (3) has its sums; else 0.
M.watches, M.changed_watches = {}, {}
M.SAFE_MAX = 1000000000
M.WATCH = '^(%d+) (%d+) ([0-3]) (%d+) (%d+)\31(.*)$'

function M.watch_of(scope, kind)
  local watch = M.watches[scope]
  if watch then return watch end
  watch = { scope = scope, kind = kind, mark = RS .. scope .. RS, plain = 0, deep = 0 }
  local text = M.counter_text(scope)
  if text then
    local till, safe, ready, plain, deep, entries = match(text, M.WATCH)
    if not till then M.corrupt('counters of a scope') end
    watch.till, watch.safe, watch.ready, watch.plain, watch.deep = till + 0, safe + 0, ready, plain + 0, deep + 0
    watch.entries = entries
    if M.now >= watch.till then M.open_watch(watch) end
  else
    watch.counters, watch.is_new, watch.is_stale = {}, true, true
  end
  M.watches[scope] = watch
  return watch
end

-- Reads the sums, and adds to them what was only counted.
function M.open_watch(watch)
  local plain, deep = watch.plain, watch.deep
  watch.plain, watch.deep, watch.is_stale = 0, 0, true
  if watch.counters then
    for index, counter in pairs(watch.counters) do
      local rule = M.rules[index]
      counter.part = counter.part + plain * rule.part + deep * rule.deep_part
      if counter.whole then counter.whole = counter.whole + plain * rule.whole + deep * rule.deep_whole end
    end
    return
  end
  watch.counters = {}
  for index, text in gmatch(watch.entries, '(%d+)\30([^\29]+)') do
    local rule = M.rules[tonumber(index)]
    if not rule or not rule.parts or rule.scope ~= watch.kind then M.corrupt('counters of a scope') end
    watch.counters[rule.index] = M.decode_sums(rule, text, plain * rule.part + deep * rule.deep_part,
      plain * rule.whole + deep * rule.deep_whole)
  end
end

function M.watch_changed(watch)
  if not watch.is_changed then
    watch.is_changed = true
    M.changed_watches[#M.changed_watches + 1] = watch
  end
end

-- How many more orders are safe, for which of them the rules are ready, and until when.
function M.rate(watch)
  local rules, safe, is_plain_ready, is_deep_ready = M.sums[watch.kind], M.SAFE_MAX, true, true
  local till = M.INTEGER_MAX
  for i = 1, #rules do
    local rule, counter = rules[i], watch.counters[rules[i].index]
    if counter then
      safe = math.min(safe, M.safe_orders(rule, counter))
      till = math.min(till, (rule.bucket + 1) * (rule.window_ms / M.BUCKETS))
    else
      if rule.part > 0 or rule.whole > 0 then is_plain_ready = false end
      if rule.deep_part > 0 or rule.deep_whole > 0 then is_deep_ready = false end
    end
  end
  watch.safe, watch.till, watch.is_stale = safe, till, false
  watch.ready = is_plain_ready and (is_deep_ready and '3' or '1') or is_deep_ready and '2' or '0'
end

-- New orders, plain or deep, that surely pass no limit: as if each added most to the part and least to the whole.
function M.safe_orders(rule, counter)
  local part, limit = max(rule.part, rule.deep_part), rule.limit
  if rule.measure == 'count' then
    if part == 0 then return M.SAFE_MAX end
    return max(0, floor((limit - counter.part) / part))
  end
  local most, least = max(rule.whole, rule.deep_whole), math.min(rule.whole, rule.deep_whole)
  if part == 0 and most == 0 then return M.SAFE_MAX end
  if 10000 * counter.part > M.INTEGER_MAX or limit * counter.whole > M.INTEGER_MAX then return 0 end
  local safe = 0
  if counter.whole < rule.minimum then
    if most == 0 then return M.SAFE_MAX end
    safe = math.ceil((rule.minimum - counter.whole) / most) - 1
  end
  local gap, rise = limit * counter.whole - 10000 * counter.part, 10000 * part - limit * least
  if gap < 0 then return safe end
  if rise <= 0 then return M.SAFE_MAX end
  return max(safe, math.min(M.SAFE_MAX, floor(gap / rise)))
end

-- Whether an order, deep in the scopes of `deep`, is one that need only be counted.
function M.is_safe(watch, deep)
  if watch.is_stale then M.rate(watch) end
  if watch.safe < 1 then return false end
  local ready = watch.ready
  watch.takes_deep = deep and find(deep, watch.mark, 1, true) ~= nil
  return ready == '3' or ready == (watch.takes_deep and '2' or '1')
end

-- Counts an order that is.
function M.take_down(watch)
  watch.safe = watch.safe - 1
  if watch.takes_deep then
    watch.deep = watch.deep + 1
  else
    watch.plain = watch.plain + 1
  end
  if not watch.is_changed then M.watch_changed(watch) end
end

-- The sums of a rule in a watch that was opened; nil when they would be new and there is no room.
function M.sums_of(rule, watch)
  local counter = watch.counters[rule.index]
  if not counter then
    if not M.claim_counter() then return nil end
    counter = M.no_sums(rule)
    counter.rule, counter.scope, counter.watch = rule, watch.scope, watch
    watch.counters[rule.index] = counter
  end
  counter.rule, counter.scope, counter.watch = rule, watch.scope, watch
  return counter
end

function M.encode_watch(watch)
  if watch.counters then
    if watch.plain > 0 or watch.deep > 0 then M.open_watch(watch) end
    if watch.is_stale then M.rate(watch) end
    local parts, rules = {}, M.sums[watch.kind]
    for i = 1, #rules do
      local rule, counter = rules[i], watch.counters[rules[i].index]
      if counter then parts[#parts + 1] = M.digits(rule.index) .. RS .. M.encode_sums(rule, counter) end
    end
    watch.entries = concat(parts, GS)
  end
  return M.digits(watch.till) .. ' ' .. M.digits(watch.safe) .. ' ' .. watch.ready .. ' ' .. M.digits(watch.plain) .. ' '
    .. M.digits(watch.deep) .. US .. watch.entries
end
