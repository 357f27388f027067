#!/usr/bin/env python3
"""Runs the shards of a planned sweep on a Dask cluster, then merges.

    longgame sweep plan SCENARIO --vary ... --out /shared/my-sweep
    cluster/dask_sweep.py /shared/my-sweep --scheduler tcp://head:8786 --shards 400

The cluster is Dask's own affair: on Kubernetes, over SSH, under PBS or LSF it is started by dask-kubernetes,
dask.distributed.SSHCluster or dask-jobqueue, and this script needs only the scheduler's address. Every worker must see the
sweep's folder under the same path, and have `longgame` (give its path with --longgame).

A shard may run any number of times, on any worker: finished parts are kept. So what a dead worker had under way is simply
given to another one.
"""

import argparse
import subprocess
import sys

from distributed import Client, as_completed


def run_shard(longgame: str, folder: str, shard: int, shards: int, threads: int) -> int:
    """Does one share of the parts, on whichever worker this runs."""
    command = [longgame, "sweep", "run", folder, "--shard", f"{shard}/{shards}", "--threads", str(threads), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"shard {shard}/{shards} ended with {done.returncode}: {done.stderr.strip()}")
    return shard


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs the shards of a planned sweep on a Dask cluster, then merges.")
    parser.add_argument("folder", help="folder of the sweep, as `longgame sweep plan --out` made it")
    parser.add_argument("--scheduler", required=True, help="address of the Dask scheduler, such as tcp://head:8786")
    parser.add_argument("--shards", type=int, default=40, help="into how many tasks the parts are dealt")
    parser.add_argument("--threads", type=int, default=1, help="threads of a task")
    parser.add_argument("--longgame", default="longgame", help="the program, as workers find it")
    parser.add_argument("--retries", type=int, default=3, help="how often a failed shard is tried again")
    options = parser.parse_args()

    with Client(options.scheduler) as client:
        shards = range(1, options.shards + 1)
        tasks = [
            client.submit(
                run_shard, options.longgame, options.folder, shard, options.shards, options.threads,
                pure=False, retries=options.retries, key=f"shard-{shard}-of-{options.shards}",
            )
            for shard in shards
        ]
        failed = []
        for count, task in enumerate(as_completed(tasks), start=1):
            if task.status != "finished":
                failed.append(str(task.exception()))
            print(f"\r{count} of {options.shards} shards", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
    for reason in failed:
        print(f"error: {reason}", file=sys.stderr)
    if failed:
        return 1
    return subprocess.run([options.longgame, "sweep", "merge", options.folder], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
