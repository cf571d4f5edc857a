"""Runs the PyTorch peers right after our own programs and prints the ratios.
Usage: peers.py WORK --shared ../shared -- NF...   (NF: the command that starts nf)"""
import argparse
import json
import os
import re
import subprocess
import sys

SECONDS, FINEST = "10", "512"
# Both programs at their best batch: ours is the preset's; for the peer the better of these counts.
PEER_BATCHES = ("32768", "8192")
# A line of torch_mlp.py, and the row of nf bench it stands for.
MLP_ROWS = {"in32 64x2 out3": "32-64x2-3 ReLU", "in2 256x3 out3": "2-256x3-3 Sine"}


def parse():
    if "--" not in sys.argv:
        sys.exit(__doc__)
    split = sys.argv.index("--")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work")
    parser.add_argument("--shared", required=True)
    return parser.parse_args(sys.argv[1:split]), sys.argv[split + 1:]


def output_of(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if result.returncode != 0:
        print(f"  failed with exit code {result.returncode}: {' '.join(command)}")
    return result.stdout


def figures_of(command):
    """The JSON object that nf prints last."""
    lines = output_of(command).strip().splitlines()
    if not lines:
        sys.exit(1)
    return json.loads(lines[-1])


def python_with_torch():
    """An interpreter that has PyTorch: this one, or the system's, where Debian's python3-torch goes."""
    for python in (sys.executable, "/usr/bin/python3"):
        if os.path.exists(python) and subprocess.run(
                [python, "-c", "import torch"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    return None


def absent(shared):
    """Why there is nothing to compare with, or None."""
    if not os.path.isdir(os.path.join(shared, "peers")):
        return f"{shared}/peers is absent"
    if python_with_torch() is None:
        return "PyTorch is not installed (Debian: python3-torch, libopenblas0-openmp)"
    return None


def peer_mlp(text):
    """Training samples/s by line of torch_mlp.py; of several batch sizes the best."""
    best = {}
    for name, rate in re.findall(r"^(in\d+ \d+x\d+ out\d+) batch\d+: ([\d.]+) Msamples/s", text, re.M):
        best[name] = max(best.get(name, 0.0), float(rate) * 1e6)
    return best


def compare_mlp(nf, peers, threads):
    rows = figures_of([*nf, "bench", "mlp", "--threads", threads, "--json", "--quiet"])["rows"]
    ours = {row["name"]: row["samplesPerSecond"] for row in rows
            if row["pass"] == "train" and row["threads"] == int(threads)}
    peer = peer_mlp(output_of([python_with_torch(), os.path.join(peers, "torch_mlp.py"), "--threads", threads]))
    for line, name in MLP_ROWS.items():
        if line in peer:
            print(f"  {name:26} training: ours {ours[name] / 1e6:8.3f}, PyTorch {peer[line] / 1e6:8.3f} Msamples/s, "
                  f"ratio {ours[name] / peer[line]:.2f}")


def compare_image(nf, peers, shared, work, threads):
    image = os.path.join(shared, "data", "images", "classic", "astronaut.png")
    if not os.path.exists(image):
        print(f"  {image} is absent")
        return
    ours = figures_of([*nf, "fit", "image", image, "--seconds", SECONDS, "--finest", FINEST, "--threads", threads,
                       "-o", os.path.join(work, "peer.nf"), "--json", "--quiet"])
    print(f"  image step: ours {ours['samplesPerSecond'] / 1e6:.3f} Msamples/s, {ours['psnr']:.2f} dB in {SECONDS} s")
    for batch in PEER_BATCHES:
        text = output_of([python_with_torch(), os.path.join(peers, "torch_hashgrid_image.py"), image, SECONDS,
                          "--finest", FINEST, "--batch", batch, "--threads", threads])
        final = re.search(r"^final .* ([\d.]+) Msamples/s psnr ([\d.]+)", text, re.M)
        if final:
            rate = float(final[1])
            print(f"  image step: PyTorch batch {batch:>5}: {rate:.4f} Msamples/s, {final[2]} dB, "
                  f"ratio {ours['samplesPerSecond'] / 1e6 / rate:.2f}")


def main():
    arguments, nf = parse()
    reason = absent(arguments.shared)
    if reason:
        print(f"peers: skipped, {reason}")
        return
    threads = str(os.cpu_count())
    peers = os.path.join(arguments.shared, "peers")
    print(f"peers, {threads} threads, ours first and theirs right after:")
    compare_mlp(nf, peers, threads)
    compare_image(nf, peers, arguments.shared, arguments.work, threads)


if __name__ == "__main__":
    main()
