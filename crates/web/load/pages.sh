#!/usr/bin/env bash
# How long each page takes when 50 readers ask for it at a time, and how much memory the server then has.
#
# Usage: load/pages.sh STORE [SECONDS]     (needs wrk and curl; RAPPORTEUR is the program, else target/release/rapporteur)
#
# Of each page, in milliseconds: how long one reader alone waits for an answer that was not made before (another number of
# rows); then percentiles under load. A page is kept while the store stays the same, so the last lines ask for other days,
# pages and numbers of rows each time.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
store=$1
seconds=${2:-5}
program=${RAPPORTEUR:-$here/../../../target/release/rapporteur}
readers=50

told=$(mktemp)
"$program" serve --store "$store" --listen 127.0.0.1:0 2>"$told" &
server=$!
trap 'kill $server; rm -f "$told"' EXIT
for _ in $(seq 100); do
  at=$(grep -o 'http://[^/]*' "$told" || true)
  [ -n "$at" ] && break
  sleep 0.1
done

memory() { awk -v field="$1:" '$1 == field { printf "%d", $2 / 1024 }' "/proc/$server/status"; }
load() { wrk -t1 -c"$readers" -d"${3:-$seconds}s" --timeout 30s -s "$here/$1" "$at$2" | tail -1; }

printf '%-44s %8s %8s %8s %8s %8s %6s\n' page alone p50 p95 p99 answers/s kB
# The server makes the pages of its navigation on its own first.
used() { awk '{ print $14 + $15 }' "/proc/$server/stat"; }
before=-1
until [ "$(used)" = "$before" ]; do
  before=$(used)
  sleep 3
done

pages=(/ /reports '/reports?q=missile+treaty' /reports/1 /positions /changes /timeline /meetings /quotes
  '/quotes?country=USA&country=RUS&since=2022' /events /figures /actors /read
  $(curl -s "$at/" | grep -o 'nav class="pages".*</nav>' | grep -o 'href="/[a-z]*"' | cut -d'"' -f2 | sort -u))
for page in $(printf '%s\n' "${pages[@]}" | awk '!seen[$0]++'); do
  case $page in *\?*) other="$page&size=21" ;; *) other="$page?size=21" ;; esac
  alone=$(curl -s -o /dev/null -w '%{time_total}' "$at$other")
  bytes=$(curl -s -o /dev/null -w '%{size_download}' "$at$page")
  printf '%-44s %8.0f %s %6d\n' "$page" "$(bc <<<"$alone * 1000")" "$(load same.lua "$page")" $((bytes / 1000))
done
for page in /quotes /meetings /positions /reports; do
  printf '%-44s %8s %s\n' "$page?since=…&page=…" '' "$(load other.lua "$page" 20)"
done
printf 'memory: %d MB now, %d MB at most\n' "$(memory VmRSS)" "$(memory VmHWM)"
