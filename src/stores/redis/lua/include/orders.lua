-- Orders: a reserve or supersede as it stands in the arguments. Nearly every order of a sale is held or refused without a table or
-- a pattern: making tables and calling out of Lua are what a script pays most for.
--   at  letter   +1 id   +2 ttl ms ('' = the sale's)   +3 markdown ('' = 0)   +4 epoch ('' = none)   +5 fingerprint US scopes (RS)
--   +6  number of owners, owners, number of lines, quantity and stock key of each; behind `u` the id it takes over
--   `R` and `U` are the same with four more behind: marks (v to be reviewed, f flagged), scopes it is deep in (RS), buyer ('' = the
--   first owner), note

-- A count or quantity; nearly all are 1.
function M.count_at(at)
  local text = ARGV[at]
  if text == '1' then return 1 end
  return M.integer(text, 'arguments')
end

function M.markdown_at(at)
  local text = ARGV[at + 3]
  if text == '' then return 0 end
  return text + 0
end

-- Where the number of lines stands.
function M.lines_at(at)
  return at + 7 + M.count_at(at + 6)
end

-- Where the id stands that a supersede takes over.
function M.previous_at(at)
  local lines_at = M.lines_at(at)
  return lines_at + 2 * M.count_at(lines_at) + 1
end

-- Where the four more of `R` and `U` stand; nil for the others.
function M.extras_at(at)
  local name = ARGV[at]
  if name == 'r' or name == 'u' then return nil end
  return M.previous_at(at) + (name == 'U' and 1 or 0)
end

-- The lines in the form of a body.
function M.lines_text(at)
  local lines_at = M.lines_at(at)
  local count = M.count_at(lines_at)
  if count == 1 then return ARGV[lines_at + 1] .. RS .. ARGV[lines_at + 2] end
  return concat(ARGV, RS, lines_at + 1, lines_at + 2 * count)
end

-- What the caller asked for, as a record keeps it.
function M.body_at(at)
  local owners = ARGV[at + 7]
  local count = M.count_at(at + 6)
  if count > 1 then owners = concat(ARGV, RS, at + 7, at + 6 + count) end
  return ARGV[at + 3] .. US .. ARGV[at + 4] .. US .. ARGV[at + 5] .. US .. owners .. US .. M.lines_text(at)
end

-- The same order as a table, for the checks that have to explain themselves.
function M.order_at(at)
  local owners, keys, quantities = {}, {}, {}
  for i = 1, M.count_at(at + 6) do owners[i] = ARGV[at + 6 + i] end
  local lines_at = M.lines_at(at)
  for i = 1, M.count_at(lines_at) do
    quantities[i], keys[i] = M.count_at(lines_at + 2 * i - 1), ARGV[lines_at + 2 * i]
  end
  return {
    id = ARGV[at + 1], body = M.body_at(at), is_decoded = true, markdown = M.markdown_at(at), epoch = ARGV[at + 4], keys = keys,
    quantities = quantities, owners = owners,
  }
end

-- Notes the id, the owners and the stock keys of an order, which will be read; answers where the next operation stands. In one
-- piece, as `take` is: both run once for every order, and in a script a call costs more than what it does here.
function M.want_order(at, ids, owners, keys)
  local args, texts, usages, stock = ARGV, M.texts, M.usages, M.stock
  local id = args[at + 1]
  if texts[id] == nil then
    texts[id] = false
    ids[#ids + 1] = id
  end
  local owner_count = args[at + 6] == '1' and 1 or M.count_at(at + 6)
  if M.meta.has_limits then
    for i = at + 7, at + 6 + owner_count do
      local owner = args[i]
      if usages[owner] == nil then
        usages[owner] = false
        owners[#owners + 1] = owner
      end
    end
  end
  local lines_at = at + 7 + owner_count
  local last = lines_at + 2 * (args[lines_at] == '1' and 1 or M.count_at(lines_at))
  for i = lines_at + 2, last, 2 do
    local key = args[i]
    if stock[key] == nil then
      stock[key] = false
      keys[#keys + 1] = key
    end
  end
  local name = args[at]
  if name == 'r' then return last + 1 end
  if name == 'R' then return last + 5 end
  if args[last + 1] then M.want_record(ids, args[last + 1]) end
  return last + (name == 'u' and 2 or 6)
end

-- Whether owners hold too much of a stock key for this order.
function M.passes_limit(first, last, counters, quantity)
  for i = first, last do
    local usage = M.usages[ARGV[i]]
    if not usage then return true end
    local used = usage == '' and 0 or M.find_units(usage, counters.key)
    if used + quantity > counters.limit then return true end
  end
  return false
end

-- Holds an order that plainly fits, and answers its expiry as a bare integer, the one reply above 10^9. Nil decides nothing and
-- changes nothing: then the checks are made one by one, in their documented order, and say why.
-- `is_allowed`: modes and epoch were looked at, one by one; else any scope with a mode of its own makes it nil.
function M.take(at, is_allowed)
  local args, meta, stock = ARGV, M.meta, M.stock
  if not is_allowed and (meta.regressed or meta.mode ~= 'open' or #meta.mode_order > 0) then return nil end
  local epoch, markdown_text = args[at + 4], args[at + 3]
  if epoch ~= '' and epoch ~= meta.epoch and not is_allowed then return nil end
  local spent = markdown_text == '' and meta.spent or meta.spent + markdown_text
  if spent > (meta.budget or M.INTEGER_MAX) then return nil end
  local owner_count = args[at + 6] == '1' and 1 or M.count_at(at + 6)
  local first_owner, last_owner = at + 7, at + 6 + owner_count
  if meta.key_id ~= '' then
    for i = first_owner, last_owner do
      if find(args[i], M.key_prefix, 1, true) ~= 1 then return nil end
    end
  end
  local first_line = last_owner + 2
  local line_count = args[last_owner + 1] == '1' and 1 or M.count_at(last_owner + 1)
  local last_line = last_owner + 2 * line_count
  for i = first_line, last_line, 2 do
    local counters = stock[args[i + 1]]
    if not counters then return nil end
    local quantity = args[i] == '1' and 1 or M.count_at(i)
    if counters.allotment - counters.reserved - counters.committed - counters.quarantined < quantity then return nil end
    if counters.limit > 0 and M.passes_limit(first_owner, last_owner, counters, quantity) then return nil end
  end
  -- From here on it is held.
  local state, extra, extras, usages, spent_before = 'r', '', nil, M.usages, meta.spent
  if args[at] == 'R' or args[at] == 'U' then
    extras = M.extras_at(at)
    state, extra = M.state_at(extras), M.extra_at(extras)
  end
  for i = first_line, last_line, 2 do
    local key, quantity = args[i + 1], args[i] == '1' and 1 or M.count_at(i)
    local counters = stock[key]
    counters.reserved = counters.reserved + quantity
    if not counters.is_changed then M.stock_changed(counters) end
    if counters.limit > 0 then
      for j = first_owner, last_owner do
        local owner = args[j]
        if usages[owner] == '' and not M.stored_usages[owner] then
          usages[owner] = RS .. key .. US .. args[i]
          M.changed_owners[#M.changed_owners + 1] = owner
        else
          M.add_usage(owner, key, quantity)
        end
      end
    end
  end
  meta.spent = spent
  local deadline, deadline_text = M.own_deadline, M.own_deadline_text
  if args[at + 2] ~= '' then
    deadline = M.now + M.integer(args[at + 2], 'ttl')
    deadline_text = M.digits(deadline)
  end
  local id = args[at + 1]
  local owners = owner_count == 1 and args[first_owner] or concat(args, RS, first_owner, last_owner)
  local lines = line_count == 1 and args[first_line] .. RS .. args[first_line + 1] or concat(args, RS, first_line, last_line + 1)
  M.add_record(id, state .. deadline_text .. US .. extra .. US .. markdown_text .. US .. epoch .. US .. args[at + 5] .. US .. owners
    .. US .. lines)
  M.queue(id, deadline, deadline - M.now == meta.ttl_ms)
  M.effect(state .. US .. id .. US .. deadline_text .. US .. markdown_text .. US .. lines)
  M.tally.reserved = M.tally.reserved + 1
  if meta.budget then M.trip_on_budget() end
  if M.rules then M.count_order(at, extras, spent_before, first_line + 1, last_line + 1) end
  return deadline + M.offset
end

-- `v` for an order that a person has to look at first.
function M.state_at(extras)
  if not find(ARGV[extras], 'v', 1, true) then return 'r' end
  M.add_total('reviewing')
  return 'v'
end

-- The note of an order as its record keeps it.
function M.extra_at(extras)
  local note = ARGV[extras + 3]
  return note ~= '' and RS .. RS .. RS .. RS .. RS .. note .. RS or ''
end
