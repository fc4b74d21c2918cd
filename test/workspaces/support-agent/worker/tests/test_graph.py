from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from lumen_worker.graph import build_graph, next_node, run_config


class ScriptedModel(GenericFakeChatModel):
    def bind_tools(self, tools, **kwargs):
        return self


def call(name, **arguments):
    return AIMessage(content="", tool_calls=[{"name": name, "args": arguments, "id": "call-1"}])


def test_answers_without_tools():
    graph = build_graph(ScriptedModel(messages=iter([AIMessage("Thirty days.")])))
    state = graph.invoke({"messages": [("user", "How long can I return a lamp?")]}, config=run_config("t1"))
    assert state["messages"][-1].content == "Thirty days."


def test_waits_for_a_person_before_a_refund():
    graph = build_graph(ScriptedModel(messages=iter([call("issue_refund", payment_intent="pi_1", amount=100)])))
    graph.invoke({"messages": [("user", "Refund me")]}, config=run_config("t2"))
    assert graph.get_state(run_config("t2")).next == ("sensitive_tools",)


def test_looks_things_up_by_itself():
    assert next_node({"messages": [call("stock_level", sku="ARC-1")]}) == "read_tools"
