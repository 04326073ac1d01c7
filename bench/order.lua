-- A GET of one's own order, signed in, of one customer after the other; cookies and paths come from the environment.
local requests = {}
local next_request = 0

local function words(text)
  local list = {}
  for word in string.gmatch(text, "%S+") do list[#list + 1] = word end
  return list
end

function init()
  local cookies, paths = words(os.getenv("BENCH_COOKIES")), words(os.getenv("BENCH_PATHS"))
  for i = 1, #cookies do
    requests[i] = wrk.format("GET", paths[i], { Cookie = cookies[i] })
  end
end

function request()
  next_request = next_request % #requests + 1
  return requests[next_request]
end
