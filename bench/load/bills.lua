-- Asks what virtual accounts owe, one after the other and any of those that have a bill. The arguments: how many have one, and what
-- the random numbers begin with. Every answer must be a yes, and about an account that was asked about and not yet answered.
-- Its last line is for the bench to read.

local complaints = 3   -- shown in full; the rest are counted
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  rows = tonumber(args[1])
  math.randomseed(tonumber(args[2]) + number)
  refused, asked, count = 0, {}, 0

  local sample = '{"va_number":"8673011000000000","ref_id":"0000000000","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50"}'
  before = "POST /api/v2/ch/inquiry HTTP/1.1\r\nHost: " .. wrk.headers["Host"]
    .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #sample .. '\r\n\r\n{"va_number":"'
end

function request()
  count = count + 1
  local account = string.format("867301%010d", 1000000000 + math.random(0, rows - 1))
  asked[account] = (asked[account] or 0) + 1
  return before .. account .. string.format('","ref_id":"%010d', count)
    .. '","terminal_id":"atm","transaction_date":"2024-12-30 20:45:50"}'
end

-- wrk does not say which connection an answer came by, so it is held against all that is still to be answered.
function response(status, headers, body)
  local account = body:match('"va_number":"([^"]*)"')
  local open = account and asked[account]
  if status ~= 200 or not open or not body:find('"rc":"SUCCESS"', 1, true) then
    refused = refused + 1
    if refused <= complaints then print(status, body) end
    return
  end

  asked[account] = open > 1 and open - 1 or nil
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
