-- Asks where disbursements are, one after the other and any of those stored. The arguments: the account, the partner's id, its
-- token, how many are stored, and what the random numbers begin with. Every answer must be a yes, and about what was asked.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

function init(args)
  local account, partner, token, seed = args[1], args[2], args[3], tonumber(args[5])
  rows = tonumber(args[4])
  math.randomseed(seed + number)

  before = "POST /api/v2.0/disbursement/" .. account .. "/inquiry-status HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nX-PARTNER-ID: " .. partner .. "\r\nAuthorization: Bearer " .. token
    .. "\r\nContent-Length: " .. #'{"reference_number":"bench-0000000"}' .. '\r\n\r\n{"reference_number":"'
end

function request()
  local reference = string.format("bench-%07d", math.random(0, rows - 1))
  expect(reference)
  return before .. reference .. '"}'
end

function response(status, headers, body)
  local reference = body:match('"reference_number":"([^"]*)"')
  if status ~= 200 or not isExpected(reference) or not body:find('"response_code":"SP000"', 1, true) then
    refuse(status, body)
  end
end
