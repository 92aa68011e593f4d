-- Trip rules: what stops the sale by itself, as it was opened:
--   id RS measure RS events RS of RS scope RS window ms RS limit RS minimum RS mode, joined by GS
--   events and of: letters  j judged  f flagged  x rejected  d deep  r reserved  c committed  l released  e expired
-- Most sales have few of them and many have none; then `M.rules` is nil and nothing here is asked.
M.RULE = '^([^\30]+)\30(%l+%-?%l*)\30(%l*)\30(%l*)\30(%l+)\30(%d+)\30(%d+)\30(%d+)\30(%l+)$'
M.BUCKETS = 10
-- Rules that sum up (count and share), by the kind of scope they watch; and the others by their measure.
M.sums, M.others = {}, { distinct = {}, ['top-share'] = {}, ['budget-share'] = {} }
-- In which kinds of scopes a rule that sums up hears of new orders, and of those that are bought; and whether any asks if it was deep.
M.hears_order, M.hears_sold, M.hears_deep = {}, {}, false

function M.read_rules()
  M.rules = {}
  for text in gmatch(M.meta.rules_text, '[^\29]+') do
    local rule = M.decode_rule(text, #M.rules + 1)
    local list = M.others[rule.measure]
    if not list then
      list = M.sums[rule.scope] or {}
      M.sums[rule.scope] = list
      M.weigh_orders(rule)
      M.note_heard(rule)
    end
    list[#list + 1] = rule
    M.rules[rule.index] = rule
  end
end

function M.decode_rule(text, index)
  local id, measure, events, of, scope, window, limit, minimum, mode = match(text, M.RULE)
  if not id or not M.MODE_RANK[mode] then M.corrupt('meta tripRules') end
  local rule = {
    id = id, index = index, measure = measure, events = events, of = of, scope = scope, mode = mode, by_key = {},
    limit = M.integer(limit, 'meta tripRules'), minimum = M.integer(minimum, 'meta tripRules'),
  }
  if measure == 'count' or measure == 'share' then
    rule.parts, rule.wholes = {}, {}
  elseif not M.others[measure] then
    M.corrupt('meta tripRules')
  end
  if measure ~= 'budget-share' then
    -- Whole buckets of the sale's clock, so that all callers and all batches see the same ones.
    rule.window_ms = M.integer(window, 'meta tripRules')
    if rule.window_ms < M.BUCKETS then M.corrupt('meta tripRules') end
    rule.bucket = floor(M.now / (rule.window_ms / M.BUCKETS))
  end
  return rule
end

-- What a new order adds, when it is deep in the scope of the rule and when it is not; and one that is bought.
function M.weigh_orders(rule)
  M.weigh(rule, 'jr')
  M.weigh(rule, 'c')
  rule.part, rule.whole = rule.parts.jr, rule.wholes.jr
  rule.deep_part = rule.part + M.count_letters(rule.events, 'd')
  rule.deep_whole = rule.whole + M.count_letters(rule.of, 'd')
  rule.sold_part, rule.sold_whole = rule.parts.c, rule.wholes.c
end

function M.note_heard(rule)
  if rule.deep_part > 0 or rule.deep_whole > 0 then M.hears_order[rule.scope] = true end
  if rule.sold_part > 0 or rule.sold_whole > 0 then M.hears_sold[rule.scope] = true end
  if find(rule.events .. rule.of, 'd', 1, true) then M.hears_deep = true end
end

function M.rule_of(id)
  for i = 1, #(M.rules or M.NONE) do
    if M.rules[i].id == id then return M.rules[i] end
  end
  return nil
end

-- How many of the letters of what happened a rule listens to.
function M.count_letters(listened, letters)
  local count = 0
  for letter in gmatch(letters, '%l') do
    if find(listened, letter, 1, true) then count = count + 1 end
  end
  return count
end

-- The same, remembered: a batch knows few combinations.
function M.weigh(rule, letters)
  rule.parts[letters], rule.wholes[letters] = M.count_letters(rule.events, letters), M.count_letters(rule.of, letters)
end

-- 10,000 x part / whole: the whole quotient and the rest of the division, exact up to 2^53. Long division by the binary digits of
-- 10,000: every number on the way is an integer below 2^53, or twice one.
function M.bps(part, whole)
  local times, step = floor(part / whole), part % whole
  local quotient, rest = 0, 0
  for digit in gmatch('10011100010000', '%d') do
    quotient, rest = 2 * quotient, 2 * rest
    if rest >= whole then quotient, rest = quotient + 1, rest - whole end
    if digit == '1' then
      if rest >= whole - step then
        quotient, rest = quotient + 1, rest - (whole - step)
      else
        rest = rest + step
      end
    end
  end
  return 10000 * times + quotient, rest
end

-- Whether 10,000 x part > limit x whole.
function M.is_above(part, whole, limit)
  local left, right = 10000 * part, limit * whole
  if left <= M.INTEGER_MAX and right <= M.INTEGER_MAX then return left > right end
  local quotient, rest = M.bps(part, whole)
  return quotient > limit or quotient == limit and rest > 0
end
