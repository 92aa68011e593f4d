-- Taking down: new orders and sales that can trip nothing, as nearly all of a sale are. They are counted where they surely fit, in all
-- their scopes or in none; then they are counted one rule after the other (counters.lua).
M.fitting, M.fitting_tops = {}, {}

-- Counts a new reservation, and before it the one it took over. Its stock keys stand from `first` to `last`.
function M.count_order(at, extras, spent_before, first, last)
  if M.taken_over then M.count_record(M.taken_over, 'l') end
  local args = ARGV
  local deep = M.hears_deep and extras and args[extras + 1] ~= '' and args[extras + 1] or nil
  local is_flagged = extras and args[extras] ~= '' and find(args[extras], 'f', 1, true)
  local spends = M.meta.budget and args[at + 3] ~= ''
  local buyer = extras and args[extras + 2] ~= '' and args[extras + 2] or args[at + 7]
  if not is_flagged and not (spends and M.others['budget-share'][1]) and M.is_only_taken_down(at, deep, buyer, first, last) then
    return
  end
  local happening = M.happening
  happening.keys, happening.first, happening.last, happening.step = args, first, last, 2
  happening.scopes, happening.buyer, happening.deep = M.scopes_at(args[at + 5]), buyer, deep
  happening.spent_before = spends and spent_before or nil
  M.count(is_flagged and 'jrf' or 'jr')
  happening.buyer, happening.deep, happening.spent_before = nil, nil, nil
end

-- The scopes in `fingerprint US scopes`.
M.scope_texts = {}
function M.scopes_at(text)
  local scopes = M.scope_texts[text]
  if not scopes then
    scopes = sub(text, find(text, US, 1, true) + 1)
    M.scope_texts[text] = scopes
  end
  return scopes
end

-- Takes a new order down in all its scopes, when that is all there is to do about it. Else nothing is done here.
function M.is_only_taken_down(at, deep, buyer, first, last)
  local hears, fitting, count, tops = M.hears_order, M.fitting, 0, 0
  if hears.sale then
    local watch = M.watches.sale or M.watch_of('sale', 'sale')
    if not M.is_safe(watch, deep) then return false end
    count, fitting[1] = 1, watch
  end
  if hears.sku then
    for i = first, last, 2 do
      local watch = M.watch_of_key(ARGV[i])
      if not M.is_safe(watch, deep) then return false end
      count = count + 1
      fitting[count] = watch
    end
  end
  if hears.category or hears.channel then
    count = M.named_watches(M.kinds_of(M.scopes_at(ARGV[at + 5])), deep, count)
    if not count then return false end
  end
  if M.others['top-share'][1] then
    tops = M.fit_tops(at, first, last)
    if not tops then return false end
  end
  for i = 1, count do M.take_down(fitting[i]) end
  for i = 1, tops, 2 do M.write_down(M.fitting_tops[i], buyer, M.fitting_tops[i + 1]) end
  return true
end

function M.watch_of_key(key)
  local counters = M.stock[key]
  local watch = counters.watch
  if not watch then
    watch = M.watch_of('sku:' .. key, 'sku')
    counters.watch = watch
  end
  return watch
end

-- The watches of the scopes an order named, behind `count` others; nil when one of them is not safe.
function M.named_watches(kinds, deep, count)
  for kind, scopes in pairs(kinds) do
    for i = 1, M.hears_order[kind] and #scopes or 0 do
      local watch = M.watch_of(scopes[i], kind)
      if not M.is_safe(watch, deep) then return nil end
      count = count + 1
      M.fitting[count] = watch
    end
  end
  return count
end

-- The tops of an order and the units it adds to each, by turns; nil when one of them is not safe, or is not there yet. Answers how many.
function M.fit_tops(at, first, last)
  local rules, count = M.others['top-share'], 0
  for i = 1, #rules do
    local rule = rules[i]
    if rule.scope == 'sku' then
      for j = first, last, 2 do
        count = M.fit_top(M.top_of_key(rule, ARGV[j]), ARGV[j - 1] == '1' and 1 or M.count_at(j - 1), count)
        if not count then return nil end
      end
    else
      local units, scopes = M.units_between(first, last), M.SALE
      if rule.scope ~= 'sale' then scopes = M.kinds_of(M.scopes_at(ARGV[at + 5]))[rule.scope] end
      for j = 1, #scopes do
        count = M.fit_top(M.known_top(rule, scopes[j]), units, count)
        if not count then return nil end
      end
    end
  end
  return count
end

M.SALE = { 'sale' }

function M.fit_top(top, units, count)
  if not top or not M.is_safe_top(top, units) then return nil end
  M.fitting_tops[count + 1], M.fitting_tops[count + 2] = top, units
  return count + 2
end

function M.units_between(first, last)
  local units = 0
  for i = first, last, 2 do units = units + M.count_at(i - 1) end
  return units
end

-- The top of a rule in a scope, if there is one. None is made here: a rule has to be asked whether there is room for it.
function M.known_top(rule, scope)
  local field = rule.index .. US .. scope
  return M.own_counters[field] or M.counter_text(field) and M.own_counter(rule, scope) or nil
end

function M.top_of_key(rule, key)
  local top = rule.by_key[key]
  if not top then
    top = M.known_top(rule, 'sku:' .. key)
    rule.by_key[key] = top
  end
  return top
end

-- Counts a reservation that is bought.
function M.count_sale(record)
  local hears = M.hears_sold
  if hears.category or hears.channel then return M.count_record(record, 'c') end
  local fitting, count = M.fitting, 0
  if hears.sale then
    local watch = M.watches.sale or M.watch_of('sale', 'sale')
    if not M.is_safe_sale(watch) then return M.count_record(record, 'c') end
    count, fitting[1] = 1, watch
  end
  if hears.sku then
    local keys = M.content_of(record).keys
    for i = 1, #keys do
      local watch = M.watch_of('sku:' .. keys[i], 'sku')
      if not M.is_safe_sale(watch) then return M.count_record(record, 'c') end
      count = count + 1
      fitting[count] = watch
    end
  end
  for i = 1, count do M.take_down_sale(fitting[i]) end
end
