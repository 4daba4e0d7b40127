"""What the peers' scripts share: the job, noise to work on, and the clock."""

import json
import resource
import sys
import time

import numpy as np

NUM_CLASSES = 11
CALLS_PER_STEP = 3


def read():
    return json.loads(sys.argv[1])


def noise(job):
    """Images [batch, size, size, 3] in [0, 1) and labels [batch, size, size]."""
    random = np.random.default_rng(0)
    shape = (job["batch"], job["size"], job["size"])
    return random.random((*shape, 3), dtype=np.float32), random.integers(0, NUM_CLASSES, shape, dtype=np.int32)


def check_parameters(job, found):
    if found != job["parameters"]:
        raise SystemExit(f"Expected {job['network']} to have {job['parameters']} parameters, got {found}")


def times(call, calls, seconds):
    """Milliseconds of each call after a first one; no further call begins after `seconds`."""
    call()
    result = []
    start = time.perf_counter()
    while len(result) < calls and (not result or time.perf_counter() - start < seconds):
        begun = time.perf_counter()
        call()
        result.append((time.perf_counter() - begun) * 1e3)
    return result


def measure(job, train, infer, version):
    """Times training, then inference, and prints the answer; `infer` makes the function to call."""
    train_times = times(train, job["steps"], job["seconds"])
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    infer_times = times(infer, job["steps"] * CALLS_PER_STEP, job["seconds"])
    print(json.dumps({"train": train_times, "infer": infer_times, "peakRssMb": peak, "version": version}))
