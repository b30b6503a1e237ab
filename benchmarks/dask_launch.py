"""Launch under Dask: letters a second on a cluster of this machine, against a bare process pool over the same."""

from __future__ import annotations

from pathlib import Path

from benchmarks.launch_speed import figure_of
from benchmarks.measuring import Figure

REQUIRED = 0.9
_PROCESS = "from benchmarks.dask_process import main; main()"


def measure(*, rounds: int, breadths: tuple[int, int, int], folder: Path) -> list[Figure]:
    """One figure by the clock: the bare pool's seconds over those of a launch whose letters Dask's workers draw.

    Args:
        rounds: samples, each on a new cluster that is up before the clock starts.
        breadths: of the province, as in :func:`benchmarks.province.build_province`.
        folder: on the disk that the figure is about, and that all workers share.
    """
    return [figure_of("Launch on Dask", _PROCESS, rounds, breadths, folder, REQUIRED)]
