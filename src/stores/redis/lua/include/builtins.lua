-- Stands before every script, outside its one function.
--
-- A script's closures are all made anew on every call, and Lua looks for each local that a closure takes along in a list: with
-- functions as locals that was 100 of the 110 us of a small call. So functions and state are fields of one table, M, and only
-- what is below is local.
--
-- Separators. No stock key, scope, id or reason may hold a control character (checked where they enter), so none of these can
-- be forged from outside: US between fields, RS between members of a list, GS between entries, FS inside an entry.
local US, RS, GS, FS = '\31', '\30', '\29', '\28'
local find, format, gmatch, match, sub = string.find, string.format, string.gmatch, string.match, string.sub
local concat, floor, max = table.concat, math.floor, math.max
local ARGV, KEYS, redis, tonumber, unpack = ARGV, KEYS, redis, tonumber, unpack
