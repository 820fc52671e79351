-- What the scripts have in common: threads have numbers, answers that are no good are counted, and the last line is for the bench
-- to read.

local complaints = 3   -- shown in full; the rest are counted
local threads = {}
local asked = {}

refused = 0

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function refuse(status, body)
  refused = refused + 1
  if refused <= complaints then print(status, body) end
end

-- wrk does not say which connection an answer came by, so it is held against all that is still to be answered.
function expect(name)
  asked[name] = (asked[name] or 0) + 1
end

function isExpected(name)
  local open = name and asked[name]
  if not open then return false end

  asked[name] = open > 1 and open - 1 or nil
  return true
end

function done(summary, latency)
  local errors, refusals = summary.errors, 0
  for _, thread in ipairs(threads) do
    refusals = refusals + thread:get("refused")
  end

  io.write(string.format("result %d %d %d %d %d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout + refusals))
end
