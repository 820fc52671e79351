-- Asks what virtual accounts owe, one after the other and any of those that have a bill. The arguments: how many have one, and what
-- the random numbers begin with. Every answer must be a yes, and about an account that was asked about and not yet answered.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

function init(args)
  rows = tonumber(args[1])
  math.randomseed(tonumber(args[2]) + number)
  count = 0

  local sample = '{"va_number":"8673011000000000","ref_id":"0000000000","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50"}'
  before = "POST /api/v2/ch/inquiry HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #sample .. '\r\n\r\n{"va_number":"'
end

function request()
  count = count + 1
  local account = string.format("867301%010d", 1000000000 + math.random(0, rows - 1))
  expect(account)
  return before .. account .. string.format('","ref_id":"%010d', count)
    .. '","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50"}'
end

function response(status, headers, body)
  local account = body:match('"va_number":"([^"]*)"')
  if status ~= 200 or not isExpected(account) or not body:find('"rc":"SUCCESS"', 1, true) then
    refuse(status, body)
  end
end
