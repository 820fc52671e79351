-- Sends requests that were signed beforehand. The arguments: what their files are called, one for each thread, and a text that
-- every answer must hold, if any. A file has the head's lines and an empty one, the body, then a line for each request: "id
-- signature". A star stands for the id, in the body and, where it is wanted there, in the head; a hash in the body for its last
-- ten digits.

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "tally.lua")

function init(args)
  file = assert(io.open(args[1] .. "." .. number))
  wanted = args[2]

  local lines = {}
  for line in file:lines() do
    if line == "" then break end
    lines[#lines + 1] = line .. "\r\n"
  end

  head = table.concat(lines)
  headBefore, headAfter = head:match("^(.*)%*(.*)$")
  question = file:read()
  before, after = question:match("^(.*)%*(.*)$")
  namesAccount = question:find("#", 1, true)
end

function request()
  local line = assert(file:read(), "more requests were sent than had been signed")
  local space = line:find(" ", 1, true)
  local id = line:sub(1, space - 1)
  local body = namesAccount and question:gsub("[*#]", { ["*"] = id, ["#"] = id:sub(-10) }) or before .. id .. after
  local named = headBefore and headBefore .. id .. headAfter or head

  return named .. "X-SIGNATURE: " .. line:sub(space + 1) .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

function response(status, headers, body)
  if status ~= 200 or (wanted and not body:find(wanted, 1, true)) then
    refuse(status, body)
  end
end
