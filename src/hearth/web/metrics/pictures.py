"""What the macros in templates/metrics/charts.html ask of Python."""

from hearth.core.metrics import plotting

GLOBALS: dict[str, object] = {
    "run_drawn": plotting.drawn_run,
    "funnel_drawn": plotting.drawn_funnel,
    "groups_drawn": plotting.drawn_groups,
    "bands_drawn": plotting.drawn_bands,
}
