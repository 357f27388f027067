#!/bin/sh
# What the machinery of sweeps costs beside the engine, in user time on one thread; memory at many points; time to resume.
#
#     benches/sweep_overhead.sh [PATH OF longgame]
#
# At 1,000 replications of 40 rounds: 2,000 points against 2 points with as many replications in all. At next to no
# replications: points whose measure needs one matchup and points whose measures need four; three matchups are the difference,
# and what is left of the former without its matchup is the machinery, reading and making ready of the scenario included.
set -eu

longgame=${1:-target/release/longgame}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pair='lineup.strategies=["tit_for_tat","all_d"]'
scenario=theory/v02-random-termination
cell() { echo "--measure matchups.$1.$2.value.seller"; }

# Seconds of user time of a command, the median of three.
user() {
    for _ in 1 2 3; do
        rm -rf "$dir/s"
        "$longgame" sweep plan "$@" --out "$dir/s" --quiet
        bash -c 'TIMEFORMAT=%U; time "$0" sweep run "$1" --threads 1 --quiet' "$longgame" "$dir/s" 2>&1
    done | sort -n | sed -n 2p
}

forty="$scenario --set $pair --set horizon.continuation=1 --set horizon.rounds=40 --set horizon.discount=0.99"
many=$(user $forty --vary noise.implementation=0..0.1:2000 --replications 1000)
few=$(user $forty --vary noise.implementation=0,0.05 --replications 1000000)
echo "1,000 replications x 40 rounds: 2,000 points $many s, 2 points $few s of user time:" \
    "$(awk "BEGIN { print 100 * ($many - $few) / $few }")% more"

tiny="$scenario --set $pair --replications 2 --vary horizon.continuation=0.1..0.5:100 --vary noise.implementation=0..0.1:200"
one=$(user $tiny $(cell tit_for_tat all_d))
four=$(user $tiny $(cell tit_for_tat all_d) $(cell all_d all_d) $(cell tit_for_tat tit_for_tat) $(cell all_d tit_for_tat))
echo "2 replications: 20,000 points of 1 matchup $one s, of 4 matchups $four s:" \
    "$(awk "BEGIN { print 1e6 * ($one - ($four - $one) / 3) / 20000 }") us a point without the matchups"

for points in 1000 10000 100000; do
    rm -rf "$dir/s"
    "$longgame" sweep plan "$scenario" --set "$pair" --replications 2 --out "$dir/s" --quiet \
        --vary horizon.continuation=0.1..0.5:100 --vary noise.implementation=0..0.1:$((points / 100))
    for step in run merge; do
        peak=$(python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$longgame" sweep "$step" "$dir/s" --quiet)
        echo "$points points: $step needs $peak MB at most"
    done
done

rm "$dir/s/parts/part-000020.txt"
start=$(date +%s%N)
"$longgame" sweep run "$dir/s" --threads 1 --quiet &
pid=$!
until [ -e "$dir/s/parts/part-000020.txt" ]; do sleep 0.005; done
echo "100,000 points, one part missing: resumed and done $((($(date +%s%N) - start) / 1000000)) ms after it was started"
wait "$pid"
