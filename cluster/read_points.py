#!/usr/bin/env python3
"""Reads a sweep's points with pandas, polars and DuckDB, whichever are installed, and shows that they see the same numbers.

    longgame sweep my.toml --vary ... --out s
    pip install pandas pyarrow polars duckdb
    cluster/read_points.py s/result
"""

import importlib.util
import pathlib
import sys


def means(columns):
    """Names of the columns that hold a measure's mean."""
    return [name for name in columns if name.endswith("_mean")]


def with_pandas(folder):
    import pandas

    parquet, csv = pandas.read_parquet(folder / "points.parquet"), pandas.read_csv(folder / "points.csv")
    assert list(parquet.columns) == list(csv.columns)
    for name in means(parquet.columns):
        # Numbers in the CSV file are written to the last bit.
        assert ((parquet[name] == csv[name]) | (parquet[name].isna() & csv[name].isna())).all(), name
    return len(parquet), {name: parquet[name].mean() for name in means(parquet.columns)}


def with_polars(folder):
    import polars

    points = polars.read_parquet(folder / "points.parquet")
    return points.height, {name: points[name].mean() for name in means(points.columns)}


def with_duckdb(folder):
    import duckdb

    source = f"'{folder / 'points.parquet'}'"
    names = means(row[0] for row in duckdb.sql(f"describe select * from {source}").fetchall())
    selected = ", ".join(f'avg("{name}")' for name in names)
    count, *values = duckdb.sql(f"select count(*), {selected} from {source}").fetchall()[0]
    pairs = duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata({source})").fetchall()
    metadata = dict(pairs)
    print("metadata:", {name: metadata[name] for name in ("version", "plan_hash", "seed", "command")})
    return count, dict(zip(names, values))


def main():
    folder = pathlib.Path(sys.argv[1])
    seen = {}
    for name, reader in [("pandas", with_pandas), ("polars", with_polars), ("duckdb", with_duckdb)]:
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        seen[name] = reader(folder)
        print(f"{name}: {seen[name][0]} points,", ", ".join(f"{key} {value:.6g}" for key, value in seen[name][1].items()))
    counts = {count for count, _ in seen.values()}
    first = next(iter(seen.values()))[1]
    close = all(abs(found[key] - first[key]) <= 1e-9 * abs(first[key]) for _, found in seen.values() for key in first)
    if len(seen) < 2 or len(counts) != 1 or not close:
        sys.exit("they do not agree, or fewer than two of them are installed")
    print("they agree")


if __name__ == "__main__":
    main()
