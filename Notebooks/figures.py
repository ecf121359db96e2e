"""The figures of 21 June 2022, drawn from the result files of the founding scenario: shared by notebook and README picture."""

import json
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import matplotlib.dates as dates
import matplotlib.pyplot as plt
import pandas as pd

# Labels that the tables do not carry: where a region is, and which clock hangs on its walls.
PLACES = {
    "japan": ("Asia and Pacific", "Asia/Tokyo"),
    "taiwan": ("Asia and Pacific", "Asia/Taipei"),
    "australia": ("Asia and Pacific", "Australia/Sydney"),
    "india": ("Asia and Pacific", "Asia/Kolkata"),
    "france": ("Europe", "Europe/Paris"),
    "germany": ("Europe", "Europe/Berlin"),
    "united-kingdom": ("Europe", "Europe/London"),
    "us-east": ("Americas", "America/New_York"),
    "us-west": ("Americas", "America/Los_Angeles"),
    "brazil": ("Americas", "America/Sao_Paulo"),
}
COLOURS = {"Asia and Pacific": "#d1495b", "Europe": "#2e6f95", "Americas": "#e09f3e", "Elsewhere": "#777777"}
INK = "#222222"
HIGHLIGHT = "#d1495b"

plt.rcParams.update(
    {
        "figure.dpi": 110,
        "font.size": 9,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": "#888888",
        "axes.titlesize": 10,
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "legend.frameon": False,
    }
)


@dataclass(frozen=True)
class Results:
    """The tables of one run."""

    summary: pd.DataFrame
    comparisons: pd.DataFrame
    observations: pd.DataFrame
    timeline: pd.DataFrame
    manifest: dict

    @property
    def start(self) -> pd.Timestamp:
        """The instant from which the metrics in hours since the start are counted."""
        return self.timeline["time"].min()

    @property
    def baseline(self) -> str:
        return self.comparisons["baseline"].iloc[0]

    @property
    def policies(self) -> list[str]:
        """All policies, the baseline first, the others in the order of the tables."""
        names = list(dict.fromkeys(self.summary["policy"]))
        return [self.baseline] + [name for name in names if name != self.baseline]

    def metric(self, metric: str, policy: str | None = None) -> pd.Series:
        """The summary of one metric under one policy, by default the baseline."""
        rows = self.summary.query("policy == @policy" if policy else "policy == @self.baseline")
        return rows.set_index("metric").loc[metric]

    def across_policies(self, metric: str) -> pd.DataFrame:
        """The summaries of one metric, a row per policy."""
        rows = self.summary[self.summary["metric"] == metric]
        return rows.set_index("policy").loc[self.policies]

    def half_way_up(self, region: str) -> pd.Timestamp:
        """When the mean number of failed endpoints reached half of its peak, between the instants of the timeline."""
        mean = self.course("failed", region)["mean"]
        half = mean.max() / 2
        after = int((mean >= half).to_numpy().argmax())
        if after == 0:
            return mean.index[0]
        low, high = mean.iloc[after - 1], mean.iloc[after]
        return mean.index[after - 1] + (mean.index[after] - mean.index[after - 1]) * ((half - low) / (high - low))

    def regions(self) -> list[str]:
        """The regions, the one that the incident reached first at the front."""
        names = [name for name in dict.fromkeys(self.timeline["region"]) if name not in ("", "world")]
        return sorted(names, key=self.half_way_up)

    def course(self, state: str, region: str | None = None, policy: str | None = None) -> pd.DataFrame:
        """One state through time: mean and quantiles by instant; of the world and the baseline by default."""
        policy = policy or self.baseline
        rows = self.timeline[(self.timeline["policy"] == policy) & (self.timeline["state"] == state)]
        places = rows["region"].isin(["", "world"]) if region is None else rows["region"] == region
        return rows[places].set_index("time")[["mean", "p05", "p50", "p95"]]


def load(folder: str | Path) -> Results:
    """Reads the files of one run. Only an empty field is "no value": a policy may be called NA."""
    folder = Path(folder)
    if not (folder / "summary.csv").exists():
        raise FileNotFoundError(f"There are no results in {folder}; `make results` writes them.")

    def table(name: str, **options) -> pd.DataFrame:
        return pd.read_csv(folder / name, keep_default_na=False, na_values=[""], **options)

    timeline = table("timeline.csv", parse_dates=["time"])
    timeline["region"] = timeline["region"].fillna("")
    timeline = timeline[timeline["attributes"] == "all"]
    return Results(
        summary=table("summary.csv"),
        comparisons=table("comparisons.csv"),
        observations=table("observations.csv"),
        timeline=timeline,
        manifest=json.loads((folder / "manifest.json").read_text(encoding="utf-8")),
    )


def place(region: str) -> str:
    """The part of the world that a region is in."""
    return PLACES.get(region, ("Elsewhere", None))[0]


def place_name(region: str) -> str:
    """A region's identifier as a proper name."""
    return " ".join(word.upper() if word == "us" else word.capitalize() for word in region.split("-"))


def title(identifier: str) -> str:
    """An identifier as words."""
    capitals = {"qa": "QA", "french": "French", "asia": "Asia", "europe": "Europe", "june": "June", "wednesday": "Wednesday"}
    words = " ".join(capitals.get(word, word) for word in identifier.split("-"))
    return words[:1].upper() + words[1:]


def clock_axis(axes, zone: str = "UTC") -> None:
    """Hours and days on the horizontal axis, in a zone."""
    axes.xaxis.set_major_locator(dates.DayLocator(tz=ZoneInfo(zone)))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%a %d", tz=ZoneInfo(zone)))
    axes.xaxis.set_minor_locator(dates.HourLocator(byhour=[6, 12, 18], tz=ZoneInfo(zone)))


def mornings(axes, results: Results) -> None:
    """A panel per region: failed endpoints, and the local nine o'clock that brings them."""
    for panel, region in zip(axes.flat, results.regions()):
        course = results.course("failed", region).loc[: results.start + pd.Timedelta(days=3)]
        colour = COLOURS[place(region)]
        panel.fill_between(course.index, course["p05"], course["p95"], color=colour, alpha=0.25, lw=0)
        panel.plot(course.index, course["p50"], color=colour, lw=1.6)
        if region in PLACES:
            today = pd.date_range("2022-06-21 09:00", periods=3, freq="D", tz=PLACES[region][1])
            for nine in today:
                panel.axvline(nine, color="#999999", lw=0.8, ls=":")
        panel.set_title(place_name(region))
        panel.set_ylim(bottom=0)
        panel.set_xlim(course.index[0], course.index[-1])
        clock_axis(panel)
    for panel in axes.flat[len(results.regions()) :]:
        panel.set_visible(False)


def round_the_world(axes, results: Results, days: float = 3) -> None:
    """Failed endpoints stacked by part of the world. Means add up, quantiles do not: so these are means."""
    parts: dict[str, pd.Series] = {}
    for region in results.regions():
        course = results.course("failed", region)["mean"]
        parts[place(region)] = parts[place(region)] + course if place(region) in parts else course
    names = [name for name in COLOURS if name in parts]
    times = parts[names[0]].index
    shown = times <= results.start + pd.Timedelta(days=days)
    axes.stackplot(
        times[shown], [parts[name][shown] for name in names], labels=names, colors=[COLOURS[n] for n in names], alpha=0.9
    )
    axes.set_xlim(times[shown][0], times[shown][-1])
    axes.set_ylim(bottom=0)
    axes.set_ylabel("failed endpoints (mean)")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.legend(loc="upper right")
    clock_axis(axes)


def observed_beside_simulated(axes, results: Results) -> None:
    """Each observation against the central 90 % of the simulation, on a scale of its own."""
    checks = results.observations.iloc[::-1].reset_index(drop=True)
    for row, check in checks.iterrows():
        low, high = check["p05"], check["p95"]
        scale = (high - low) or 1.0
        at = (check["value"] - low) / scale
        colour = COLOURS["Europe"] if check["inside"] else HIGHLIGHT
        axes.plot([0, 1], [row, row], color=colour, alpha=0.3, lw=9, solid_capstyle="butt")
        axes.plot((check["p50"] - low) / scale, row, "|", color=colour, ms=12, mew=1.5)
        spread = check["tolerance"] / scale
        axes.errorbar(at, row, xerr=spread, fmt="o", color=INK, ms=4, lw=1, mfc=INK if check["fitted"] else "white")
    axes.set_yticks(range(len(checks)), [title(name) for name in checks["observation"]])
    axes.set_xticks([0, 1], ["5 %", "95 %"])
    axes.set_xlabel("simulated quantiles, each row on its own scale")


def differences(axes, results: Results, metric: str, label: str) -> None:
    """Paired differences against the baseline with their 95 % intervals, the best on top."""
    rows = results.comparisons[results.comparisons["metric"] == metric].dropna(subset=["mean_difference"])
    rows = rows.sort_values("mean_difference", ascending=False).reset_index(drop=True)
    for row, policy in rows.iterrows():
        decided = policy["ci_low"] > 0 or policy["ci_high"] < 0
        colour = ("#3a7d44" if policy["mean_difference"] < 0 else HIGHLIGHT) if decided else "#777777"
        axes.plot([policy["ci_low"], policy["ci_high"]], [row, row], color=colour, lw=2.5)
        axes.plot(policy["mean_difference"], row, "o", color=colour, ms=5)
    axes.axvline(0, color=INK, lw=0.8)
    axes.set_yticks(range(len(rows)), [title(name) for name in rows["policy"]])
    axes.set_xlabel(f"{label}: difference from {title(results.baseline)}")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def trade_off(axes, results: Results) -> None:
    """What is lost against what stays unprotected: two means per policy with their 95 % intervals."""
    lost = results.across_policies("endpoint_hours_lost")
    lag = results.across_policies("protection_lag_endpoint_hours")
    for policy in results.policies:
        colour = HIGHLIGHT if policy == results.baseline else COLOURS["Europe"]
        x, y = lag.loc[policy], lost.loc[policy]
        axes.errorbar(
            x["mean"] / 1e6,
            y["mean"],
            xerr=[[(x["mean"] - x["ci_low"]) / 1e6], [(x["ci_high"] - x["mean"]) / 1e6]],
            yerr=[[y["mean"] - y["ci_low"]], [y["ci_high"] - y["mean"]]],
            fmt="o",
            color=colour,
            ms=5,
            lw=1,
        )
    axes.margins(x=0.18, y=0.12)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("protection lag, million endpoint-hours (later is worse)")
    axes.set_ylabel("endpoint-hours lost (more is worse)")
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    label_points(axes, {name: (lag.loc[name, "mean"] / 1e6, lost.loc[name, "mean"]) for name in results.policies})


def label_points(axes, points: dict[str, tuple[float, float]]) -> None:
    """Names beside points, each at the first of a few positions around its point where it covers nothing."""
    figure = axes.figure
    figure.canvas.draw()
    to_pixels = axes.transData.transform
    taken = [(*(to_pixels(point) - 6), *(to_pixels(point) + 6)) for point in points.values()]
    frame = axes.get_window_extent()
    for name, point in points.items():
        text = axes.annotate(title(name), point, xytext=(0, 0), textcoords="offset points", fontsize=8, color=INK)
        steps = [(8, 4, "left"), (-8, 4, "right"), (8, -12, "left"), (-8, -12, "right"), (0, 10, "center")]
        steps += [(0, -18, "center"), (8, 16, "left"), (-8, 16, "right"), (8, -24, "left"), (-8, -24, "right"), (0, 24, "center")]
        for x, y, side in steps:
            text.set_position((x, y))
            text.set_horizontalalignment(side)
            box = text.get_window_extent(figure.canvas.get_renderer())
            inside = box.x0 >= frame.x0 and box.x1 <= frame.x1 + 40 and box.y0 >= frame.y0 and box.y1 <= frame.y1 + 10
            if inside and not any(box.x0 < r and box.x1 > l and box.y0 < t and box.y1 > b for l, b, r, t in taken):
                break
        taken.append((box.x0, box.y0, box.x1, box.y1))
