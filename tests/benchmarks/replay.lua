-- Lets wrk send requests that were written beforehand, each as eight digits of length and so many bytes.
-- Argument: the file. Prints one line of JSON at the end.
local requests, turn = {}, 0

function init(arguments)
    local file = assert(io.open(arguments[1], "rb"))
    local text = file:read("*a")
    file:close()
    local at = 1
    while at < #text do
        local size = tonumber(text:sub(at, at + 7))
        requests[#requests + 1] = text:sub(at + 8, at + 7 + size)
        at = at + 8 + size
    end
end

function request()
    turn = turn % #requests + 1
    return requests[turn]
end

function done(summary, latency)
    local wrong = summary.errors
    io.write(string.format(
        '{"requests":%d,"seconds":%f,"p50":%f,"p95":%f,"p99":%f,"errors":%d}\n',
        summary.requests, summary.duration / 1e6,
        latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3,
        wrong.connect + wrong.read + wrong.write + wrong.timeout + wrong.status
    ))
end
