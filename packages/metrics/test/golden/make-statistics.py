"""Writes statistics.json: bootstrap intervals from SciPy, Holm corrections from statsmodels, quantiles from numpy.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python test/golden/make-statistics.py && npx biome format --write test/golden/statistics.json
"""

import json
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(11)
images = 120
union = rng.integers(50, 400, images)
easy = rng.beta(8, 2, images)
hits = {
    "a": np.round(union * np.clip(easy + rng.normal(0.02, 0.03, images), 0, 1)).astype(int),
    "b": np.round(union * np.clip(easy + rng.normal(0.0, 0.03, images), 0, 1)).astype(int),
}


def ratio(hits, union, axis=-1):
    return hits.sum(axis) / union.sum(axis)


def interval(data, statistic):
    result = stats.bootstrap(
        data, statistic, paired=True, vectorized=True, axis=-1, method="percentile", n_resamples=100_000, batch=5000, rng=1
    )
    return {
        "low": result.confidence_interval.low,
        "high": result.confidence_interval.high,
        "standardError": result.standard_error,
    }


p_values = [rng.random(n).round(3).tolist() for n in (1, 2, 5, 9)] + [[0.01, 0.01, 0.04, 1.0, 0.0]]
values = [rng.standard_normal(n).tolist() for n in (1, 2, 7, 40)]
shares = [0, 0.025, 0.25, 0.5, 0.9, 0.95, 1]

golden = {
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
    "bootstrap": {
        "union": union.tolist(),
        "hits": {name: values.tolist() for name, values in hits.items()},
        "models": {name: interval((h, union), ratio) for name, h in hits.items()},
        "difference": interval(
            (hits["a"], hits["b"], union), lambda a, b, u, axis=-1: ratio(a, u, axis) - ratio(b, u, axis)
        ),
    },
    "holm": [{"p": p, "corrected": multipletests(p, method="holm")[1].tolist()} for p in p_values],
    "distributions": [
        {
            "values": v,
            "shares": shares,
            "quantiles": np.quantile(v, shares).tolist(),
            "mean": float(np.mean(v)),
            "sd": None if len(v) < 2 else float(np.std(v, ddof=1)),
        }
        for v in values
    ],
}
Path(__file__).with_name("statistics.json").write_text(json.dumps(golden) + "\n")
