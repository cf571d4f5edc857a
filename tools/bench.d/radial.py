"""Takes NeuRBF apart: fits a photograph with one part left out or replaced at a time and prints the PSNR of each.
Usage: radial.py --work DIR --shared ../shared [--photograph FILE] [--downscale N] [--steps N] [--batch N]
       [--holdout FRACTION] [--threads N] [--whole] [--side N] [--log2 N] [ROW...] -- NF...
--whole --side 768 --downscale 1 --log2 12 --batch 16384 takes a whole photograph with a fifth of a number per pixel.
All rows but "no radial basis" have about the same numbers, those of a hash grid field of 2^LOG2 entries a table. That row
leaves the basis out; "hash grid instead" has its numbers in a grid of sixteen levels, behind the same bias and first sine.
Rows: see the table below."""
import argparse
import json
import os
import subprocess
import sys

KERNELS = {"otype": "RadialBasis", "n_neighbors": 4, "n_features": 32, "sinusoid": {"low": 0.125, "high": 4096}}
SINE = {"low": 1, "high": 1000}
# Row, what differs: the basis (None: a hash grid of sixteen levels in its place; False: nothing), the network.
ROWS = (
    ("full", {}, {}),
    ("no radial basis", False, {}),
    ("hash grid instead", None, {}),
    ("no sines of kernels", {"sinusoid": False}, {}),
    ("no first sine", {}, {"residual_sine": False}),
    ("no sines", {"sinusoid": False}, {"residual_sine": False}),
    ("frequencies instead", "Frequency", {}),
    ("sine network instead", None, {"residual_sine": False, "activation": {"otype": "Sine", "omega_0": 30}}),
    ("centres on a grid", {"init": "grid"}, {}),
    ("centres at random", {"init": "random"}, {}),
    ("centres by weight", {"init": "weighted_random"}, {}),
    ("kernels move", {"trainable": 0.03}, {}),
    ("kernels move fast", {"trainable": 1}, {}),
    ("grid, moves", {"init": "grid", "trainable": 0.03}, {}),
    ("grid, moves fast", {"init": "grid", "trainable": 1}, {}),
    ("random, moves", {"init": "random", "trainable": 0.03}, {}),
    ("random, moves fast", {"init": "random", "trainable": 1}, {}),
    ("by weight, moves", {"init": "weighted_random", "trainable": 0.03}, {}),
    ("by weight, moves fast", {"init": "weighted_random", "trainable": 1}, {}),
    ("tent kernels", {"kernel": "Tent", "shape": "isotropic"}, {}),
    ("round kernels", {"shape": "isotropic"}, {}),
    ("not normalised", {"normalize": False}, {}),
    ("first sine to 100", {}, {"residual_sine": {"low": 10, "high": 100}}),
    ("width 32", {}, {"n_neurons": 32}),
    ("width 16", {}, {"n_neurons": 16}),
)


def entries(log2, finest, levels):
    """Entries of a hash grid's tables, as the library counts them."""
    growth = (finest / 16) ** (1 / (levels - 1))
    sizes = [min(1 << log2, round(16 * growth ** level + 0.4999999) ** 2) for level in range(levels)]
    return sum((size + 7) // 8 * 8 for size in sizes)


def scene(arguments, side, basis, network):
    finest, log2 = max(17, side // 2), arguments.log2
    grid = {"otype": "HashGrid", "n_levels": 2, "n_features_per_level": 2, "log2_hashmap_size": log2,
            "base_resolution": 16, "finest_resolution": finest, "align_corners": True}
    nested = [grid]
    if isinstance(basis, dict):
        numbers = 2 * (entries(log2, finest, 16) - entries(log2, finest, 2)) + 64 * (32 - 36) - 36
        shape = 1 if basis.get("shape") == "isotropic" else 3
        nested.append({**KERNELS, "n_kernels": max(4, numbers // (32 + 2 + shape)), **basis})
    elif basis is not False:
        nested = [{**grid, "n_levels": 16}]
        if basis == "Frequency":
            nested.append({"otype": "Frequency", "n_frequencies": 8})
    return {
        "task": "image", "preset": "neurbf",
        "encoding": {"otype": "Composite", "bias": True, "nested": nested},
        "network": {"otype": "Mlp", "activation": "ReLU", "n_neurons": 64, "n_hidden_layers": 2,
                    "residual_sine": SINE, **network},
    }


def fit(nf, arguments, row, side):
    name, basis, network = row
    path = os.path.join(arguments.work, "row.json")
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**scene(arguments, side, basis, network), "data": os.path.abspath(arguments.photograph)}, file)
    crop = "none" if arguments.whole else "square"
    options = ["--set", "scene.crop=" + crop, "--downscale", str(arguments.downscale), "--steps", str(arguments.steps),
               "-o", os.path.join(arguments.work, "row.nf"), "--json", "--quiet"]
    if arguments.threads:
        options += ["--threads", str(arguments.threads)]
    if arguments.batch:
        options += ["--set", f"training.batch_size={arguments.batch}"]
    if arguments.holdout:
        options += ["--holdout", str(arguments.holdout)]
    run = subprocess.run([*nf, "fit", path, *options], stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0:
        print(f"{name:22} failed", flush=True)
        return
    result = json.loads(run.stdout.strip().splitlines()[-1])
    held = result["holdoutPsnr"]
    print(f"{name:22} {result['parameters']:>10} {result['psnr']:>8.2f} {'-' if held is None else f'{held:.2f}':>9} "
          f"{result['samplesPerSecond'] / 1e6:>11.2f}", flush=True)


def main():
    if "--" not in sys.argv:
        sys.exit(__doc__)
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--photograph")
    parser.add_argument("--downscale", type=int, default=2)
    parser.add_argument("--side", type=int, help="pixels per longer side after cropping and downscaling (256)", default=256)
    parser.add_argument("--whole", action="store_true", help="no square from the middle")
    parser.add_argument("--log2", type=int, default=15)
    parser.add_argument("--steps", type=int, default=3500)
    parser.add_argument("--batch", type=int, help="samples of a step (all pixels)")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--holdout", type=float)
    parser.add_argument("rows", nargs="*")
    arguments = parser.parse_args(sys.argv[1:split])
    arguments.photograph = arguments.photograph or os.path.join(arguments.shared, "data/images/kodak/kodim23.png")
    known = [row[0] for row in ROWS]
    for row in arguments.rows:
        if row not in known:
            sys.exit(f"no row named {row}, expected {', '.join(known)}")
    print(f"{'row':22} {'parameters':>10} {'dB':>8} {'held out':>9} {'Msamples/s':>11}")
    for row in ROWS:
        if not arguments.rows or row[0] in arguments.rows:
            fit(sys.argv[split + 1:], arguments, row, arguments.side)


main()
