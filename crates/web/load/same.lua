-- Percentiles of the time for one address, in one line: 50th, 95th, 99th in ms, answers a second.
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("%8.1f %8.1f %8.1f %9.0f%s\n",
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000,
    summary.requests / (summary.duration / 1e6), failed > 0 and " FAILED " .. failed or ""))
end
