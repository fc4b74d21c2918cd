"""Questions about the weekly export of returns: `python -m lumen_worker.reports "Which lamp comes back most?"`"""

import sys
from pathlib import Path

from langchain_experimental.agents import create_csv_agent

from .llm import chat_model
from .telemetry import configure_tracing

EXPORT = Path("/srv/exports/returns.csv")


def ask_export(question: str) -> str:
    # expect: security/least-privilege-tools/bounded-tools the model's Python runs in this process
    agent = create_csv_agent(chat_model(), str(EXPORT), max_iterations=6, allow_dangerous_code=True)
    return str(agent.invoke({"input": question})["output"])


def weekly_totals(lines: list[str]) -> dict[str, int]:
    """Returns per article. The first line names the columns."""
    totals: dict[str, int] = {}
    rows = iter(lines[1:])
    # clean: cost/budget-limits
    while True:
        row = next(rows, None)
        if row is None:
            return totals
        sku = row.split(",")[0]
        totals[sku] = totals.get(sku, 0) + 1


if __name__ == "__main__":
    configure_tracing()
    print(weekly_totals(EXPORT.read_text(encoding="utf-8").splitlines()))
    print(ask_export(" ".join(sys.argv[1:])))
