"""Tools of the returns graph."""

from .orders import order_status, stock_level
from .returns import find_return_rule, issue_refund, print_return_label

READ_TOOLS = [order_status, stock_level, find_return_rule]
SENSITIVE_TOOLS = [issue_refund, print_return_label]
