-- Sends requests that were signed beforehand. The arguments: what their files are called, one for each thread, and a text that
-- every answer must hold, if any. A file has the head's lines and an empty one, the body, then a line for each request: "id
-- signature". A star stands for the id, in the body and, where it is wanted there, in the head.
-- Its last line is for the bench to read.

local complaints = 3   -- shown in full; the rest are counted
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  threads[#threads + 1] = thread
end

function init(args)
  file = assert(io.open(args[1] .. "." .. number))
  wanted = args[2]
  refused = 0

  local lines = {}
  for line in file:lines() do
    if line == "" then break end
    lines[#lines + 1] = line .. "\r\n"
  end

  head = table.concat(lines)
  headBefore, headAfter = head:match("^(.*)%*(.*)$")
  before, after = file:read():match("^(.*)%*(.*)$")
end

function request()
  local line = assert(file:read(), "more requests were sent than had been signed")
  local space = line:find(" ", 1, true)
  local id = line:sub(1, space - 1)
  local body = before .. id .. after
  local named = headBefore and headBefore .. id .. headAfter or head

  return named .. "X-SIGNATURE: " .. line:sub(space + 1) .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function response(status, headers, body)
  if status ~= 200 or (wanted and not body:find(wanted, 1, true)) then
    refused = refused + 1
    if refused <= complaints then print(status, body) end
  end
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
