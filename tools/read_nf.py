"""Evaluates a NeuralFields .nf file (hash grids, Mlp, GaussianRbf) with numpy alone: read_nf.py FILE.nf < coordinates > values"""
import json, sys
import numpy as np
PRIMES = np.array([1, 2654435761, 805459861], np.uint32)
ACTIVATIONS = {"None": lambda z: z, "ReLU": lambda z: np.maximum(z, 0), "Sine": lambda z, omega_0: np.sin(omega_0 * z)}
def read(path):  # safetensors: 8 bytes of header length, JSON header, tensors
    data = open(path, "rb").read()
    start = 8 + int.from_bytes(data[:8], "little")
    head = json.loads(data[8:start])
    load = lambda t: np.frombuffer(data, "<f4", int(np.prod(t["shape"])), start + t["data_offsets"][0]).reshape(t["shape"])
    return json.loads(head.pop("__metadata__")["nf.field"]), {name: load(t) for name, t in head.items()}
def level(x, spec, table, l):  # tiny-cuda-nn's index rule; one term per corner of the cell
    scale, dims = np.float32(spec["base_resolution"] * spec["per_level_scale"] ** l - 1), x.shape[1]
    size, p = int(np.ceil(scale)) + 1, x * scale + np.float32(0.5)
    for corner in np.ndindex(*[2] * dims):
        c, f = (np.floor(p) + corner).astype(np.uint32), p - np.floor(p)
        dense = sum(c[:, d] * np.uint32(size ** d) for d in range(dims))
        index = np.bitwise_xor.reduce(c * PRIMES[:dims], 1) if len(table) < size ** dims else dense
        yield np.prod(np.where(corner, f, 1 - f), 1)[:, None] * table[index % np.uint32(len(table))]
def evaluate(field, tensors, h):
    for name, spec in ((n["name"], n.get("encoding") or n["network"]) for n in field["nodes"]):  # a chain of nodes
        if spec["otype"] == "HashGrid":
            h = np.concatenate([sum(level(h, spec, tensors[f"{name}.level.{l}.table"], l)) for l in range(spec["n_levels"])], 1)
        if spec["otype"] == "GaussianRbf":
            q = ((h[:, None] - tensors[f"{name}.center"]) ** 2 * np.exp(tensors[f"{name}.log_precision"])).sum(2)
            h = np.exp(-q / 2) @ tensors[f"{name}.weight"].T + tensors[f"{name}.bias"]
        for l in range(spec.get("n_hidden_layers", -1) + 1):
            h = h @ tensors[f"{name}.{l}.weight"].T + tensors.get(f"{name}.{l}.bias", 0)
            a = spec["output_activation" if l == spec["n_hidden_layers"] else "activation"]
            h = ACTIVATIONS[a](h) if isinstance(a, str) else ACTIVATIONS[a["otype"]](h, *list(a.values())[1:])
    return h
np.savetxt(sys.stdout, evaluate(*read(sys.argv[1]), np.loadtxt(sys.stdin, np.float32, ndmin=2)), "%.9g")
