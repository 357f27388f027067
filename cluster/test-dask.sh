#!/bin/sh
# A sweep on Dask with two worker processes, one of which is killed under way: its result must be that of a single machine.
#
#     cluster/test-dask.sh [PATH OF longgame]
#
# Installs `distributed` into a virtual environment of its own, in a folder that is removed at the end. Takes about a minute.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
fail() { say "FAILED: $*"; exit 1; }

longgame=${1:-$root/target/release/longgame}
[ -x "$longgame" ] || { say "building $longgame"; (cd "$root" && cargo build --release); }

dir=$(mktemp -d)
groups=""
cleanup() {
    set +e
    for group in $groups; do env kill -KILL -- "-$group" 2>/dev/null; done
    [ -n "${driver:-}" ] && kill "$driver" 2>/dev/null
    rm -rf "$dir"
    return 0
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say "installing distributed"
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check distributed
say "$("$dir/venv/bin/dask" --version)"

# A group of processes of its own for each, so that one can be killed with all it started.
begin() {
    log=$1
    shift
    setsid "$dir/venv/bin/dask" "$@" >"$dir/$log" 2>&1 &
    begun=$!
    groups="$groups $begun"
}
export DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES=10
begin scheduler.log scheduler --host 127.0.0.1 --port 18786 --no-dashboard
begin first.log worker tcp://127.0.0.1:18786 --nworkers 1 --nthreads 1 --no-dashboard --no-nanny --local-directory "$dir/first"
begin second.log worker tcp://127.0.0.1:18786 --nworkers 1 --nthreads 1 --no-dashboard --no-nanny --local-directory "$dir/second"
second=$begun

plan() {
    "$longgame" sweep plan theory/v02-random-termination --set 'lineup.strategies=["tit_for_tat","all_d","grim"]' \
        --vary horizon.continuation=0.5..0.95:40 --vary noise.implementation=0,0.01,0.02,0.03,0.05,0.1 \
        --replications "${REPLICATIONS:-8000}" --part-points 3 --out "$1" --quiet
}

say "the same sweep on a single machine"
start=$(date +%s)
plan "$dir/single"
"$longgame" sweep run "$dir/single" --quiet
"$longgame" sweep merge "$dir/single" --quiet
say "took $(($(date +%s) - start)) s"

say "40 shards on two workers"
start=$(date +%s)
plan "$dir/dask"
"$dir/venv/bin/python" "$root/cluster/dask_sweep.py" "$dir/dask" --scheduler tcp://127.0.0.1:18786 --shards 40 \
    --longgame "$longgame" >"$dir/told" 2>"$dir/progress" &
driver=$!
for _ in $(seq 300); do
    [ "$(find "$dir/dask/parts" -name 'part-*.txt' 2>/dev/null | wc -l)" -ge 10 ] && pgrep -g "$second" -f 'sweep run' >/dev/null && break
    sleep 0.1
done
"$longgame" sweep status "$dir/dask"
say "the second worker dies under way, with its shard, by SIGKILL:"
ps -o pid,pgid,args -p "$(pgrep -d, -g "$second")" | cut -c1-110
env kill -KILL -- "-$second"

wait "$driver" || { cat "$dir/progress" "$dir/scheduler.log"; fail "the driver failed"; }
tr '\r' '\n' <"$dir/progress" | tail -1
grep -h -i -e "removing worker\|remove worker\|lost\|closing" "$dir/scheduler.log" | head -3 || true
"$longgame" sweep status "$dir/dask"
say "took $(($(date +%s) - start)) s"

diff -r "$dir/single/result" "$dir/dask/result" || fail "the results differ"
say "the same $(find "$dir/dask/result" -type f | wc -l) files, byte by byte:"
(cd "$dir/dask/result" && sha256sum points.csv points.parquet)
