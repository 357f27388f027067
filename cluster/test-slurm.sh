#!/bin/sh
# A sweep on a Slurm of two nodes on this machine, one of which dies under way: its result must be that of a single machine.
#
#     sudo cluster/test-slurm.sh [PATH OF longgame]
#
# Installs Debian's slurm-wlm and munge if they are not there. Takes about two minutes. Everything it starts has its own key,
# sockets, ports and folder, and is ended and removed at the end.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
fail() { say "FAILED: $*"; exit 1; }

longgame=${1:-$root/target/release/longgame}
[ -x "$longgame" ] || { say "building $longgame"; (cd "$root" && cargo build --release); }

if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
    say "installing slurm-wlm and munge from Debian"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq slurm-wlm munge >/dev/null
fi

# The sockets' paths must be short.
dir=$(mktemp -d /tmp/lgslurm.XXXXXX)
chmod 755 "$dir"
mkdir "$dir/munge" "$dir/state"
pids=""
cleanup() {
    set +e
    [ -n "${SLURM_CONF:-}" ] && scancel --user="$(id -un)" 2>/dev/null
    for pid in $pids; do kill "$pid" 2>/dev/null; done
    sleep 1
    for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
    # Keepers of steps that were left behind, and only those of this cluster.
    for pid in $(pgrep -f '^slurmstepd: '); do
        grep -q "$dir" "/proc/$pid/environ" 2>/dev/null && kill -9 "$pid"
    done
    [ -n "${KEEP:-}" ] || rm -rf "$dir"
    return 0
}
trap cleanup EXIT
trap 'exit 130' INT TERM

say "munged with its own key and socket"
dd if=/dev/urandom of="$dir/munge/key" bs=128 count=1 2>/dev/null
chmod 400 "$dir/munge/key"
munged --force --foreground --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/munge/pid" \
    --log-file="$dir/munge/log" --seed-file="$dir/munge/seed" >"$dir/munge/out" 2>&1 &
pids="$pids $!"

host=$(hostname -s)
cat >"$dir/slurm.conf" <<CONF
ClusterName=loop
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=17100
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$dir/munge/socket,cred_expire=10
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool.%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/%n.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SlurmdTimeout=15
SlurmctldTimeout=30
KillWait=2
ReturnToService=2
JobRequeue=1
MaxArraySize=1001
MpiDefault=none
SwitchType=switch/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
JobAcctGatherType=jobacct_gather/none
SchedulerType=sched/backfill
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=17101 CPUs=1 State=UNKNOWN
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=17102 CPUs=1 State=UNKNOWN
PartitionName=loop Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
export SLURM_CONF="$dir/slurm.conf"
mkdir "$dir/spool.n1" "$dir/spool.n2"

say "slurmctld and two slurmd on loopback ($(slurmd -V))"
slurmctld -D -c >"$dir/slurmctld.out" 2>&1 &
pids="$pids $!"
slurmd -D -N n1 >"$dir/n1.out" 2>&1 &
pids="$pids $!"
slurmd -D -N n2 >"$dir/n2.out" 2>&1 &
second=$!
pids="$pids $second"
for _ in $(seq 60); do
    [ "$(sinfo --noheader --Node --format=%t 2>/dev/null | grep -c '^idle')" = 2 ] && break
    sleep 0.5
done
sinfo || true
[ "$(sinfo --noheader --Node --format=%t | grep -c '^idle')" = 2 ] || { tail "$dir"/*.log "$dir"/*.out; fail "the nodes did not come up"; }

# 240 points in 80 parts, some seconds a shard.
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

say "40 shards as a job array"
start=$(date +%s)
plan "$dir/array"
"$longgame" sweep submit "$dir/array" --engine slurm --shards 40 --partition loop --time 10
jobs=""
for _ in $(seq 600); do
    if [ "$(find "$dir/array/parts" -name 'part-*.txt' 2>/dev/null | wc -l)" -ge 10 ]; then
        jobs=$(squeue --noheader --nodelist n2 --states running --format=%A)
        [ -n "$jobs" ] && break
    fi
    sleep 0.1
done
[ -n "$jobs" ] || fail "nothing runs on n2"
say "node n2 dies under way: slurmd, the step and the shard, by SIGKILL"
kill -9 "$second"
for job in $jobs; do
    # The step's keeper, its script and the shard.
    for keeper in $(pgrep -f "^slurmstepd: \[$job\."); do
        for child in $(pgrep -P "$keeper"); do
            for grandchild in $(pgrep -P "$child"); do kill -9 "$grandchild" && say "killed shard, pid $grandchild"; done
            kill -9 "$child" 2>/dev/null || true
        done
        kill -9 "$keeper" && say "killed step of job $job, pid $keeper"
    done
done
"$longgame" sweep status "$dir/array"
for _ in $(seq 120); do
    sinfo --noheader --Node --format='%N %t' | grep -q '^n2 down' && break
    sleep 0.5
done
sinfo
told() {
    for job in $jobs; do
        scontrol show job "$job" | tr ' ' '\n' | grep -E '^(ArrayTaskId|JobState|Restarts|Reason)=' | tr '\n' ' '
        echo
    done
}
told
say "node n2 comes back"
slurmd -D -N n2 >>"$dir/n2.out" 2>&1 &
pids="$pids $!"

for _ in $(seq 480); do
    [ -z "$(squeue --noheader)" ] && break
    sleep 0.5
done
[ -z "$(squeue --noheader)" ] || { squeue; fail "the array did not end"; }
told
for job in $jobs; do
    scontrol show job "$job" | grep -q 'Restarts=[1-9]' || fail "job $job was not requeued"
done
"$longgame" sweep status "$dir/array"
"$longgame" sweep merge "$dir/array" --quiet
say "took $(($(date +%s) - start)) s"

diff -r "$dir/single/result" "$dir/array/result" || fail "the results differ"
say "the same $(find "$dir/array/result" -type f | wc -l) files, byte by byte:"
(cd "$dir/array/result" && sha256sum points.csv points.parquet)
