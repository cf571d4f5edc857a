"""Fits the photographs that the bars are set on and prints a table: PSNR, samples/s, parameters, peak memory.
Usage: quality.py --work DIR --shared ../shared [ROW...] -- NF...   (NF: the command that starts nf)
Rows: astronaut-10s astronaut-3s kodak ladybird siren holdout albert; all where none is named."""
import argparse
import glob
import json
import os
import subprocess
import sys

CLASSIC, KODAK, LARGE = "classic", "kodak", "large"
# Row, photograph(s), options of nf fit image, and the bar in words.
ROWS = (
    ("astronaut-10s", CLASSIC, "astronaut.png", ["--seconds", "10", "--finest", "512"], ">= 46 dB"),
    ("astronaut-3s", CLASSIC, "astronaut.png", ["--seconds", "3", "--finest", "512"], "above the peer's after 60 s"),
    ("kodak", KODAK, "kodim*.png", ["--seconds", "30"], "mean >= 45 dB, <= 550,000 parameters, <= 400 MB"),
    ("ladybird", LARGE, "ladybird-*.jpg", ["--seconds", "60"], ">= 48 dB, <= 700 MB"),
    # 256x256 by area average, all pixels at every step.
    ("siren", CLASSIC, "astronaut.png", ["--preset", "siren", "--downscale", "2", "--steps", "500",
                                         "--set", "training.batch_size=65536"], ">= 32 dB, 198,915 parameters"),
    ("holdout", KODAK, "kodim*.png", ["--seconds", "30", "--holdout", "0.1"], "held-out pixels not below interpolation"),
    ("albert", LARGE, "albert-*.jpg", ["--seconds", "60"], ">= 33 dB, <= 1.5 GB"),
)
COLUMNS = (f"{'row':14} {'photograph':28} {'dB':>7} {'held out':>9} {'bilinear':>9} {'Msamples/s':>11} "
           f"{'seconds':>8} {'in all':>7} {'parameters':>11} {'peak MB':>8}")


def parse():
    if "--" not in sys.argv:
        sys.exit(__doc__)
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--shared", required=True)
    parser.add_argument("rows", nargs="*")
    arguments = parser.parse_args(sys.argv[1:split])
    unknown = set(arguments.rows) - {row[0] for row in ROWS}
    if unknown:
        sys.exit(f"no row named {', '.join(sorted(unknown))}, expected {', '.join(row[0] for row in ROWS)}")
    return arguments, sys.argv[split + 1:]


def run_measured(command):
    """Exit code, standard output, and the process's own largest resident memory in bytes (Linux counts in KiB)."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, output, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def number(value, form):
    return "-" if value is None else format(value, form)


def fit(nf, work, row, path, options):
    """One fit: prints its line and returns its figures, or None."""
    output = os.path.join(work, "quality.nf")
    code, text, memory = run_measured([*nf, "fit", "image", path, *options, "-o", output, "--json", "--quiet"])
    if code != 0:
        print(f"{row:14} {os.path.basename(path):28} failed with exit code {code}")
        return None
    result = json.loads(text.strip().splitlines()[-1])
    held, bilinear = result["holdoutPsnr"], result["bilinearPsnr"]
    print(f"{row:14} {os.path.basename(path):28} {result['psnr']:7.2f} "
          f"{number(held, '.2f'):>9} {number(bilinear, '.2f'):>9} "
          f"{result['samplesPerSecond'] / 1e6:11.3f} {result['trainSeconds']:8.2f} {result['totalSeconds']:7.2f} "
          f"{result['parameters']:11,} {memory / 1e6:8.0f}", flush=True)
    return result


def mean(results, key):
    values = [r[key] for r in results if r[key] is not None]
    return sum(values) / len(values) if values else None


def main():
    arguments, nf = parse()
    print(COLUMNS)
    for row, folder, pattern, options, bar in ROWS:
        if arguments.rows and row not in arguments.rows:
            continue
        paths = sorted(glob.glob(os.path.join(arguments.shared, "data", "images", folder, pattern)))
        if not paths:
            print(f"{row:14} skipped: {arguments.shared}/data/images/{folder}/{pattern} is absent")
            continue
        results = [r for r in (fit(nf, arguments.work, row, path, options) for path in paths) if r]
        if len(results) > 1:
            print(f"{row:14} {f'mean of {len(results)}':28} {mean(results, 'psnr'):7.2f} "
                  f"{number(mean(results, 'holdoutPsnr'), '.2f'):>9} {number(mean(results, 'bilinearPsnr'), '.2f'):>9}")
        print(f"{'':14} bar: {bar}", flush=True)


if __name__ == "__main__":
    main()
