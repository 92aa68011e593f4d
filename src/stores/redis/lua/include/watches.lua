-- Watches: what the rules that sum up have counted in one scope. KEYS[8], one field for each scope, called as the scope:
--   until, safe, ready, plain, deep, sold (six numbers), US, then for each rule that has counted there its number RS its sums, joined
--   by GS
-- A sale takes far more orders than it trips. So what new orders and sales add is not added to the sums of every rule: they are only
-- counted, `plain`, `deep` (in this scope) and `sold`, as long as `safe` says that so many more of them can trip nothing, and until by
-- the sale's clock the first window moves on. Then, or when anything else happens in the scope, the sums are read and all is added.
-- `ready`: every rule that would count a plain one (1), a deep one (2), a sale (4), added up, has its sums.
M.watches, M.changed_watches = {}, {}
M.SAFE_MAX = 1000000000
M.WATCH = '^(%d+) (%d+) ([0-7]) (%d+) (%d+) (%d+)\31()'

function M.watch_of(scope, kind)
  local watch = M.watches[scope]
  if watch then return watch end
  watch = { scope = scope, kind = kind, mark = RS .. scope .. RS, plain = 0, deep = 0, sold = 0 }
  local text = M.counter_text(scope)
  if text then
    local till, safe, ready, plain, deep, sold, from = match(text, M.WATCH)
    if not till then M.corrupt('counters of a scope') end
    watch.till, watch.safe, watch.plain, watch.deep, watch.sold = till + 0, safe + 0, plain + 0, deep + 0, sold + 0
    watch.fits_plain, watch.fits_deep, watch.fits_sold = ready % 2 == 1, ready % 4 >= 2, ready + 0 >= 4
    watch.ready, watch.entries = ready, sub(text, from)
    if M.now >= watch.till then M.open_watch(watch) end
  else
    watch.counters, watch.is_new, watch.is_stale = {}, true, true
  end
  M.watches[scope] = watch
  return watch
end

-- What so many plain orders, deep ones and sales add to a rule.
function M.added_to(rule, watch)
  local plain, deep, sold = watch.plain, watch.deep, watch.sold
  return plain * rule.part + deep * rule.deep_part + sold * rule.sold_part,
    plain * rule.whole + deep * rule.deep_whole + sold * rule.sold_whole
end

-- Reads the sums, and adds to them what was only counted.
function M.open_watch(watch)
  watch.is_stale = true
  if watch.counters then
    for index, counter in pairs(watch.counters) do
      local part, whole = M.added_to(M.rules[index], watch)
      counter.part = counter.part + part
      if counter.whole then counter.whole = counter.whole + whole end
    end
  else
    watch.counters = {}
    for index, text in gmatch(watch.entries, '(%d+)\30([^\29]+)') do
      local rule = M.rules[tonumber(index)]
      if not rule or not rule.parts or rule.scope ~= watch.kind then M.corrupt('counters of a scope') end
      watch.counters[rule.index] = M.decode_sums(rule, text, M.added_to(rule, watch))
    end
  end
  watch.plain, watch.deep, watch.sold = 0, 0, 0
end

function M.watch_changed(watch)
  if not watch.is_changed then
    watch.is_changed = true
    M.changed_watches[#M.changed_watches + 1] = watch
  end
end

-- How many more orders and sales are safe, for which of them the rules are ready, and until when.
function M.rate(watch)
  local rules, safe, till = M.sums[watch.kind], M.SAFE_MAX, M.INTEGER_MAX
  local fits_plain, fits_deep, fits_sold = true, true, true
  for i = 1, #rules do
    local rule, counter = rules[i], watch.counters[rules[i].index]
    if counter then
      safe = math.min(safe, M.safe_orders(rule, counter))
      till = math.min(till, (rule.bucket + 1) * (rule.window_ms / M.BUCKETS))
    else
      if rule.part > 0 or rule.whole > 0 then fits_plain = false end
      if rule.deep_part > 0 or rule.deep_whole > 0 then fits_deep = false end
      if rule.sold_part > 0 or rule.sold_whole > 0 then fits_sold = false end
    end
  end
  watch.safe, watch.till, watch.is_stale = safe, till, false
  watch.fits_plain, watch.fits_deep, watch.fits_sold = fits_plain, fits_deep, fits_sold
  watch.ready = M.digits((fits_plain and 1 or 0) + (fits_deep and 2 or 0) + (fits_sold and 4 or 0))
end

-- New orders and sales that surely pass no limit: as if each added most to the part and least to the whole.
function M.safe_orders(rule, counter)
  local part, limit = max(rule.part, rule.deep_part, rule.sold_part), rule.limit
  if rule.measure == 'count' then
    if part == 0 then return M.SAFE_MAX end
    return max(0, floor((limit - counter.part) / part))
  end
  local most = max(rule.whole, rule.deep_whole, rule.sold_whole)
  if part == 0 and most == 0 then return M.SAFE_MAX end
  return M.safe_steps(rule, {
    part = counter.part, whole = counter.whole, rise = part, most = most,
    least = math.min(rule.whole, rule.deep_whole, rule.sold_whole),
  })
end

-- Steps that surely leave a share where its rule wants it: each adds at most `rise` to the part, and `least` to `most` to the whole.
function M.safe_steps(rule, share)
  local limit, safe = rule.limit, 0
  if 10000 * share.part > M.INTEGER_MAX or limit * share.whole > M.INTEGER_MAX then return 0 end
  if share.whole < rule.minimum then
    if share.most == 0 then return M.SAFE_MAX end
    safe = math.ceil((rule.minimum - share.whole) / share.most) - 1
  end
  local gap, rise = limit * share.whole - 10000 * share.part, 10000 * share.rise - limit * share.least
  if gap < 0 then return safe end
  if rise <= 0 then return M.SAFE_MAX end
  return max(safe, math.min(M.SAFE_MAX, floor(gap / rise)))
end

-- Whether an order, deep in the scopes of `deep`, is one that need only be counted.
function M.is_safe(watch, deep)
  if watch.is_stale then M.rate(watch) end
  if watch.safe < 1 then return false end
  watch.takes_deep = deep and find(deep, watch.mark, 1, true) ~= nil
  if watch.takes_deep then return watch.fits_deep end
  return watch.fits_plain
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

-- Whether a sale is one that need only be counted.
function M.is_safe_sale(watch)
  if watch.is_stale then M.rate(watch) end
  return watch.safe >= 1 and watch.fits_sold
end

function M.take_down_sale(watch)
  watch.safe, watch.sold = watch.safe - 1, watch.sold + 1
  if not watch.is_changed then M.watch_changed(watch) end
end

function M.has_taken_down(watch)
  return watch.plain > 0 or watch.deep > 0 or watch.sold > 0
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
    if M.has_taken_down(watch) then M.open_watch(watch) end
    if watch.is_stale then M.rate(watch) end
    local parts, rules = {}, M.sums[watch.kind]
    for i = 1, #rules do
      local rule, counter = rules[i], watch.counters[rules[i].index]
      if counter then parts[#parts + 1] = M.digits(rule.index) .. RS .. M.encode_sums(rule, counter) end
    end
    watch.entries = concat(parts, GS)
  end
  return M.digits(watch.till) .. ' ' .. M.digits(watch.safe) .. ' ' .. watch.ready .. ' ' .. M.digits(watch.plain) .. ' '
    .. M.digits(watch.deep) .. ' ' .. M.digits(watch.sold) .. US .. watch.entries
end
