-- Asks one account inquiry after the other, as the sandbox's partner or, given a number, as so many in turn.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

local body = '{"bank_code":"008","account_number":"12341234"}'
local requests, turn = {}, 0

local function ask(username, key)
  local headers = { ["Content-Type"] = "application/json", ["x-username"] = username, ["x-api-key"] = key }
  return wrk.format("POST", "/api/account-inquiry", headers, body)
end

function init(args)
  local partners = tonumber(args[1] or "0")
  if partners == 0 then
    requests[1] = ask("tokomaju", "sento-sandbox-tokomaju-7Qm2")
  end
  for n = 1, partners do
    requests[n] = ask("partner-" .. n, "bench-key-" .. n)
  end
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
