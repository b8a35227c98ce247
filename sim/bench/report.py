# SPDX-License-Identifier: Apache-2.0
"""The run on one page: report.html, complete in one file (but for the films), and report.png."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from mm_robot_sim.bench.chart import chart
from mm_robot_sim.bench.playing import Played
from mm_robot_sim.bench.run import Results
from mm_robot_sim.bench.statistics import commonest_causes, tables
from mm_robot_sim.tasks.causes import CAUSES

HTML, PNG = "report.html", "report.png"
_SHOWN = 5  # causes of failure that are shown with pictures
_PICTURES = 4  # of each
_STYLE = """
:root{color-scheme:light dark;--ink:#1c2024;--faint:#69717a;--line:#d9dde1;--page:#fff;--bar:#2f6fb0}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8ea;--faint:#9aa3ac;--line:#3a4046;--page:#16191c;--bar:#6ea8e0}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page);max-width:1080px;
margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2.2rem 0 .5rem}.faint{color:var(--faint)}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}.scroll{overflow-x:auto}
th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
th:first-child,td:first-child{text-align:left}th{font-weight:600;color:var(--faint)}
.numbers{display:flex;flex-wrap:wrap;gap:1rem 2.5rem;margin:1.2rem 0}
.numbers b{display:block;font-size:1.7rem}
.failures{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:1rem}
figure{margin:0}figure img{width:100%;border-radius:4px}figcaption{font-size:.85rem;line-height:1.35}
.track{position:relative;width:180px;height:10px;background:var(--line);border-radius:5px}
.track i{position:absolute;left:0;top:0;bottom:0;background:var(--bar);border-radius:5px}
.track u{position:absolute;top:4px;height:2px;background:var(--ink)}
"""


def write_report(results: Results) -> tuple[Path, Path]:
    """Write both files into the run's folder, and return their paths."""
    html, png = results.folder / HTML, results.folder / PNG
    chart(results).save(png)
    html.write_text(page(results), encoding="utf-8")
    return html, png


def page(results: Results) -> str:
    """The report as HTML."""
    numbers, plan, facts = tables(results.episodes), results.plan, results.facts
    skipped = sum(played.episode is None for played in results.played)
    body = [
        f"<h1>mm_robot bench {escape(plan.suite)}</h1>",
        f"<p class=faint>seeds {plan.first_seed} to {plan.last_seed} ({results.as_json()['split']}), "
        f"{len(results.episodes)} episodes{f', {skipped} seeds skipped' if skipped else ''} · "
        f"{escape(str(facts['version']))} · {escape(_where(facts))}<br>"
        f"<code>{escape(facts['command'])}</code></p>",
        _headline(numbers["total"]),
        *(_table(title, numbers[key]) for title, key in _TABLES),
        _times(results, numbers["total"]),
        _causes(results),
    ]
    return (
        '<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width">'
        f"<title>mm_robot bench</title><style>{_STYLE}</style><body>{''.join(body)}</body></html>\n"
    )


_COLUMNS = (
    "", "success", "95 %", "", "episodes", "wrong object", "false refusal", "asked", "unsafe", "disturbed",
    "simulated p50", "p95",
)  # fmt: skip
_TABLES = (("By family", "families"), ("By language", "languages"), ("By disturbance", "disturbances"))


def _headline(total: Mapping[str, Any]) -> str:
    low, high = total["success_interval"]
    cells = (
        (f"{total['success']:.1%}", f"success ({low:.1%} to {high:.1%})"),
        (f"{total['wrong_object']:.1%}", "moved a wrong object"),
        (f"{total['false_refusals']:.1%}", "refused what could be done"),
        (str(total["needless_questions"]), f"needless of {total['questions']} questions"),
        (f"{total['unsafe']:.1%}", "with an unsafe event"),
    )
    return f"<div class=numbers>{''.join(f'<div><b>{a}</b>{b}</div>' for a, b in cells)}</div>"


def _table(title: str, rows: Mapping[str, Any]) -> str:
    head = "".join(f"<th>{word}" for word in _COLUMNS)
    lines = []
    for name, row in rows.items():
        low, high = row["success_interval"]
        track = (
            f'<div class=track><i style="width:{row["success"]:.1%}"></i>'
            f'<u style="left:{low:.1%};width:{high - low:.1%}"></u></div>'
        )
        cells = (
            escape(name.replace("_", " ")), f"{row['success']:.0%}", f"{low:.0%} – {high:.0%}", track,
            row["episodes"], f"{row['wrong_object']:.0%}", f"{row['false_refusals']:.0%}", row["questions"],
            f"{row['unsafe']:.0%}", row["disturbed"], f"{row['simulated_s'].get('p50', 0):.1f} s",
            f"{row['simulated_s'].get('p95', 0):.1f} s",
        )  # fmt: skip
        lines.append("<tr>" + "".join(f"<td>{cell}" for cell in cells))
    return f"<h2>{title}</h2><div class=scroll><table><tr>{head}{''.join(lines)}</table></div>"


def _times(results: Results, total: Mapping[str, Any]) -> str:
    clock = "robot's clock" if results.facts["through"] == "ros" else "CPU"
    rows = {f"{stage} ({clock})": times for stage, times in total["stages_s"].items()}
    rows |= {"in motion (robot's clock)": total["act_s"], "whole episode (CPU)": total["cpu_s"]}
    lines = "".join(
        f"<tr><td>{escape(name)}<td>{times['p50']:.3f} s<td>{times['p95']:.3f} s"
        for name, times in rows.items()
        if times
    )
    return f"<h2>Times per episode</h2><table><tr><th><th>p50<th>p95{lines}</table>"


def _causes(results: Results) -> str:
    causes = commonest_causes(results.episodes, most=len(CAUSES))
    if not causes:
        return "<h2>Failures</h2><p>None.</p>"
    lines = "".join(
        f"<tr><td>{escape(cause)}<td style='text-align:left'>{escape(CAUSES.get(cause, ''))}<td>{len(failed)}"
        for cause, failed in causes
    )
    parts = [f"<h2>Causes of failure</h2><table><tr><th>cause<th><th>episodes{lines}</table>"]
    by_seed = {p.key: p for p in results.played}
    for cause, failed in causes[:_SHOWN]:
        played = [p for p in by_seed.values() if p.episode in failed]
        parts.append(f"<h2>{escape(cause)}: {escape(CAUSES.get(cause, ''))}</h2>")
        parts.append(f"<div class=failures>{''.join(_figure(p) for p in played[:_PICTURES])}</div>")
        rest = "".join(_line(p) for p in played[_PICTURES:])
        if rest:
            parts.append(
                f"<details><summary>{len(played) - _PICTURES} more</summary><ul>{rest}</ul></details>"
            )
    return "".join(parts)


def _figure(played: Played) -> str:
    episode = played.episode
    assert episode is not None
    picture = ""
    if played.thumbnail:
        picture = (
            f'<a href="failures/{escape(played.film)}">'
            f'<img alt="the last picture" src="data:image/jpeg;base64,{played.thumbnail}"></a>'
        )
    said = " / ".join(f"“{words}”" for words in episode.said)
    happened = f" · {escape(episode.disturbance)}: {escape(episode.happened)}" if episode.happened else ""
    return (
        f"<figure>{picture}<figcaption><b>{escape(said)}</b><br>{escape('; '.join(episode.outcomes))}<br>"
        f"{escape(episode.verdict)}<br>"
        f"<span class=faint>{escape(episode.family)}, seed {episode.seed}{happened}</span>"
        "</figcaption></figure>"
    )


def _line(played: Played) -> str:
    episode = played.episode
    assert episode is not None
    film = f' <a href="failures/{escape(played.film)}">film</a>' if played.film else ""
    words = escape(" / ".join(episode.said))
    return f"<li>{escape(episode.family)} {episode.seed}: “{words}” — {escape(episode.verdict)}{film}"


def _where(facts: Mapping[str, Any]) -> str:
    machine = facts["machine"]
    return f"{machine['cores']} cores, {machine['system']}, {facts['jobs']} jobs, {facts['wall_s']:.0f} s"
