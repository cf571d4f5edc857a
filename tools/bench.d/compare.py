"""Compares the figures of nf bench --json with the baseline stored for this machine, row by row.
Usage: compare.py BENCH.json [--save]. A ratio above 1 is faster than the baseline."""
import argparse
import json
import os
import re


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures")
    parser.add_argument("--save", action="store_true")
    return parser.parse_args()


def baseline_path(bench):
    """Figures belong to a processor, a lane width and a number of threads."""
    name = f"{bench['processor']} {bench['laneWidth']} lanes {bench['threads']} threads"
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return os.path.join(os.path.dirname(__file__), f"baseline-{slug}.json")


def key(row):
    return row["group"], row["name"], row["pass"], row["threads"]


def merged(stored, bench):
    """The stored figures with those of this run in their place: one group may be measured anew alone."""
    rows = {key(row): row for row in stored.get("rows", [])}
    rows.update({key(row): row for row in bench["rows"]})
    return {**bench, "rows": list(rows.values())}


def main():
    arguments = parse()
    with open(arguments.figures, encoding="utf-8") as file:
        bench = json.loads(file.read().strip().splitlines()[-1])
    path = baseline_path(bench)
    stored = {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            stored = json.load(file)
        before = {key(row): row for row in stored["rows"]}
        print(f"ratios to {os.path.basename(path)} ({stored['version']}, {stored['runtime']}), minimum and median:")
        for row in bench["rows"]:
            if key(row) in before:
                old = before[key(row)]
                least, usual = (old[name] / row[name] for name in ("minSeconds", "medianSeconds"))
                print(f"  {row['group']:10} {row['name']:36} {row['pass']:8} {row['threads']:3} threads "
                      f"{least:6.3f} {usual:6.3f}")
    else:
        print(f"no baseline for this machine ({os.path.basename(path)}); tools/bench --save stores one")
    if arguments.save:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(merged(stored, bench), file, indent=1)
            file.write("\n")
        print(f"stored {os.path.basename(path)}")


if __name__ == "__main__":
    main()
