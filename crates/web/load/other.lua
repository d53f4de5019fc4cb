-- The same, with another first day and another page of rows at each question, the same ones in each run.
local own = debug.getinfo(1, "S").source:match("@?(.*/)") or "./"
dofile(own .. "same.lua")

local asked = 0
function request()
  asked = asked + 1
  local year, month, page = 2013 + asked % 16, 1 + asked % 12, 1 + asked % 7
  return wrk.format("GET", string.format("%s?since=%04d-%02d&page=%d&size=%d", wrk.path, year, month, page, 20 + asked % 11))
end
