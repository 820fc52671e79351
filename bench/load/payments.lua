-- Pays what virtual accounts owe, any of those that have a bill which takes money more than once. The arguments: how many have one, and a
-- number of this round that every reference begins with. Every answer must be a yes, and about an account that was paid to.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

function init(args)
  rows = tonumber(args[1])
  prefix = args[2] .. number
  math.randomseed(tonumber(args[2]) + number)
  count = 0

  length = #body("8673011000000000", 0)
  before = "POST /api/v2/ch/payment HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nContent-Length: " .. length .. "\r\n\r\n"
end

function body(account, turn)
  return '{"va_number":"' .. account .. string.format('","ref_id":"%s%08d', prefix, turn)
    .. '","amount":"1000","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50","customer_name":null}'
end

function request()
  count = count + 1
  local account = string.format("867301%010d", 1000000000 + math.random(0, rows - 1))
  expect(account)
  return before .. body(account, count)
end

function response(status, headers, body)
  local account = body:match('"va_number":"([^"]*)"')
  if status ~= 200 or not isExpected(account) or not body:find('"rc":"SUCCESS"', 1, true) then
    refuse(status, body)
  end
end
