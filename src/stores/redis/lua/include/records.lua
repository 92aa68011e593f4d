-- Reservations: <state letter><deadline> US <extra> US <body>.
--   state    v to be reviewed, r reserved, p paying, c committed, x released, e expired, b restored (given back), a adjustment of
--            an allotment
--   extra    '' or extension count RS extended ms RS payment reference RS superseded by RS restores RS note RS mark
--            of an expired one the payment references are those that were refused as late, joined by FS
--   mark     v ended before anybody accepted it; m accepted with a later deadline than it had
--   restores restore id FS s|q (S|Q when everything was asked for) FS quantity FS stock key ... , joined by GS
--   body     what the caller asked for, kept as sent: a replay must repeat it byte for byte
--            markdown US epoch US fingerprint US scopes (RS) US owners (RS) US quantity RS stock key RS ...
-- An adjustment has the direction + or - as extra and its lines as body.
-- As text (false for an id nobody used), as a table once somebody asks.
M.texts, M.records, M.added_records, M.changed_records = {}, {}, {}, {}
M.new_records = 0
M.NONE = {}
M.BODY = '^(%d*)\31(%d*)\31([^\31]*)\31([^\31]*)\31([^\31]*)\31([^\31]*)$'

-- A list of quantity and stock key, each followed by RS but the last.
function M.decode_lines(text, what)
  local keys, quantities, count = {}, {}, 0
  for quantity, key in gmatch(text, '(%d+)\30([^\30]+)') do
    count = count + 1
    keys[count], quantities[count] = key, quantity + 0
  end
  if count == 0 then M.corrupt(what) end
  return keys, quantities
end

function M.decode_list(text)
  local list = {}
  for member in gmatch(text, '[^\30]+') do list[#list + 1] = member end
  return list
end

-- The scopes an order named; most sales never ask.
function M.scopes_of(record)
  if not record.scopes then
    local scopes = match(record.body, '^[^\31]*\31[^\31]*\31[^\31]*\31([^\31]*)')
    record.scopes = scopes == '' and M.NONE or M.decode_list(scopes)
  end
  return record.scopes
end

-- A record has its extra fields only where they say something: `is_plain` stands for none of them.
function M.unfold(record)
  if not record.is_plain then return end
  record.is_plain = false
  record.extension_count, record.extended_ms = 0, 0
  record.payment_ref, record.superseded_by, record.restores, record.note, record.mark = '', '', '', '', ''
end

function M.decode_record(id, text)
  local _, _, state, deadline, extra, body = find(text, '^(%l)(%d+)\31([^\31]*)\31(.*)$')
  if not state or not find('rpcxebav', state, 1, true) then M.corrupt('reservation ' .. id) end
  local record = { id = id, state = state, deadline = tonumber(deadline), body = body, is_plain = true }
  if state == 'a' then
    record.direction = extra
  elseif extra ~= '' then
    local _, _, count, added, payment, by, restores, note, mark =
      find(extra, '^(%d*)\30(%d*)\30([^\30]*)\30([^\30]*)\30([^\30]*)\30([^\30]*)\30(%l?)$')
    if not count then M.corrupt('reservation ' .. id) end
    record.is_plain = false
    record.extension_count, record.extended_ms = tonumber(count) or 0, tonumber(added) or 0
    record.payment_ref, record.superseded_by, record.restores, record.note, record.mark = payment, by, restores, note, mark
  end
  return record
end

function M.encode_record(record)
  local extra = ''
  if record.state == 'a' then
    extra = record.direction
  elseif not record.is_plain then
    local count = record.extension_count > 0 and M.digits(record.extension_count) or ''
    local added = record.extended_ms > 0 and M.digits(record.extended_ms) or ''
    extra = count .. RS .. added .. RS .. record.payment_ref .. RS .. record.superseded_by .. RS .. record.restores .. RS
      .. record.note .. RS .. record.mark
  end
  return record.state .. M.digits(record.deadline) .. US .. extra .. US .. record.body
end

-- Notes an id that will be asked for, unless it is known.
function M.want_record(ids, id)
  if M.texts[id] == nil then
    M.texts[id] = false
    ids[#ids + 1] = id
  end
end

-- Reads what was noted, with as few HMGET as `unpack` allows.
function M.fetch_records(ids)
  for from = 1, #ids, 4000 do
    local to = math.min(from + 3999, #ids)
    local values = redis.call('HMGET', KEYS[3], unpack(ids, from, to))
    for i = from, to do
      local text = values[i - from + 1]
      if text then M.texts[ids[i]] = text end
    end
  end
end

function M.load_records(list)
  local ids = {}
  for i = 1, #list do M.want_record(ids, list[i]) end
  M.fetch_records(ids)
end

function M.record_of(id)
  local record = M.records[id]
  if record then return record end
  if M.texts[id] == nil then M.load_records({ id }) end
  if not M.texts[id] then return nil end
  record = M.decode_record(id, M.texts[id])
  M.records[id] = record
  return record
end

-- A reservation, which an adjustment is not.
function M.reservation_of(id)
  local record = M.record_of(id)
  return record and record.state ~= 'a' and record or nil
end

function M.record_changed(record)
  if not record.is_changed then
    record.is_changed = true
    M.changed_records[#M.changed_records + 1] = record
  end
end

function M.add_record(id, text)
  M.texts[id] = text
  M.new_records = M.new_records + 1
  local count = #M.added_records
  M.added_records[count + 1], M.added_records[count + 2] = id, text
end

-- A record with what its body says, decoded once.
function M.content_of(record)
  if record.is_decoded then return record end
  local what = 'reservation ' .. record.id
  local markdown, epoch, fingerprint, _, owners, lines = match(record.body, M.BODY)
  if not markdown then M.corrupt(what) end
  record.is_decoded = true
  record.markdown = markdown == '' and 0 or M.integer(markdown, what)
  record.epoch, record.fingerprint = epoch, fingerprint
  record.keys, record.quantities = M.decode_lines(lines, what)
  record.owners = M.decode_list(owners)
  return record
end
