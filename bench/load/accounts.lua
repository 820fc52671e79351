-- Asks as the sandbox's partner whose accounts these are, one after the other and any of a bank's. The arguments: the bank, the first
-- account, how many there are, and what the random numbers begin with. Every answer must be a yes, and about an account that was
-- asked about.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

function init(args)
  bank, first, rows = args[1], tonumber(args[2]), tonumber(args[3])
  math.randomseed(tonumber(args[4]) + number)

  before = "POST /api/account-inquiry HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nx-username: tokomaju\r\nx-api-key: sento-sandbox-tokomaju-7Qm2\r\nContent-Length: "
    .. #'{"bank_code":"000","account_number":""}' + #args[2] .. '\r\n\r\n{"bank_code":"' .. bank .. '","account_number":"'
end

function request()
  local account = string.format("%.0f", first + math.random(0, rows - 1))
  expect(account)
  return before .. account .. '"}'
end

function response(status, headers, body)
  local account = body:match('"account_number":"([^"]*)"')
  if status ~= 200 or not isExpected(account) or not body:find('"code":"000"', 1, true) then
    refuse(status, body)
  end
end
