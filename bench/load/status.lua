-- Asks where disbursements are, one after the other and any of those stored. The arguments: the account, the partner's id, its
-- token, how many are stored, and what the random numbers begin with. Every answer must be a yes, and about what was asked.
-- Its last line is for the bench to read.

local complaints = 3   -- shown in full; the rest are counted
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  local account, partner, token, seed = args[1], args[2], args[3], tonumber(args[5])
  rows = tonumber(args[4])
  math.randomseed(seed + number)
  refused, asked = 0, {}

  before = "POST /api/v2.0/disbursement/" .. account .. "/inquiry-status HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nX-PARTNER-ID: " .. partner .. "\r\nAuthorization: Bearer " .. token
    .. "\r\nContent-Length: " .. #'{"reference_number":"bench-0000000"}' .. '\r\n\r\n{"reference_number":"'
end

function request()
  local reference = string.format("bench-%07d", math.random(0, rows - 1))
  asked[reference] = (asked[reference] or 0) + 1
  return before .. reference .. '"}'
end

-- wrk does not say which connection an answer came by, so it is held against all that is still to be answered.
function response(status, headers, body)
  local reference = body:match('"reference_number":"([^"]*)"')
  local open = reference and asked[reference]
  if status ~= 200 or not open or not body:find('"response_code":"SP000"', 1, true) then
    refused = refused + 1
    if refused <= complaints then print(status, body) end
    return
  end

  asked[reference] = open > 1 and open - 1 or nil
end

function done(summary, latency)
  local errors, refusals = summary.errors, 0
  for _, thread in ipairs(threads) do
    refusals = refusals + thread:get("refused")
  end

  io.write(string.format("result %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + refusals + errors.timeout))
end
