"""Draws the picture of the README from the published results: `make picture`."""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

import figures


def main() -> None:
    root = Path(__file__).resolve().parent.parent
    results = figures.load(root / "Results" / "trend-micro-2022")
    target = root / "Documentation" / "images" / "21-june-2022.png"

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), width_ratios=[1.1, 1], layout="constrained")
    figures.round_the_world(left, results)
    left.set_title("21 June 2022, simulated: the morning goes round the world")
    left.set_xlabel("June 2022, UTC")
    top = left.get_ylim()[1]
    for observation, words, side in [("first-french-report", "French call ", "right"), ("fix-published", " fix out", "left")]:
        rows = results.observations[results.observations["observation"] == observation]
        if len(rows):
            instant = results.start + pd.Timedelta(hours=rows["value"].iloc[0])
            left.axvline(instant, color=figures.INK, lw=0.9, ls="--")
            left.annotate(words, (instant, top), xytext=(0, -9), textcoords="offset points", fontsize=8, ha=side)
    figures.trade_off(right, results)
    right.set_title("What other policies lose, and how late they protect")

    target.parent.mkdir(parents=True, exist_ok=True)
    # No time stamp or version of the library inside: drawn again from the same results, it is the same file.
    figure.savefig(target, dpi=100, metadata={"Software": None})
    size = target.stat().st_size
    print(f"{target.relative_to(root)}: {size // 1000} kB")
    if size > 150_000:
        sys.exit("The picture is larger than 150 kB.")


if __name__ == "__main__":
    main()
