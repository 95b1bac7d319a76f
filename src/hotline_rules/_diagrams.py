"""Reduced ordered decision diagrams: a function of yes-or-no facts, held so that equal functions are one object.

That is what makes two questions exact: two ways of filling in the unknown agree if and only if they leave the same
object, and a fact can still change the result if and only if it stands in what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hotline_rules.facts import Answer


class Node(NamedTuple):
    """Ask `fact`, and go on with `yes` or `no`."""

    fact: str
    yes: Diagram
    no: Diagram


Diagram = Node | str | bool
"""A node, or an end: an outcome, or whether a condition holds."""


class Diagrams:
    """The maker of diagrams over facts in one order; all that it makes can be compared by identity."""

    def __init__(self, facts: Iterable[str]) -> None:
        self._level = {fact: level for level, fact in enumerate(facts)}
        self._nodes: dict[tuple[str, int, int], Node] = {}
        self._ends: dict[str, str] = {}

    def end(self, outcome: str) -> Diagram:
        """The end with this outcome."""
        return self._ends.setdefault(outcome, outcome)

    def node(self, fact: str, yes: Diagram, no: Diagram) -> Diagram:
        """Ask a fact, unless it makes no difference."""
        if yes is no:
            return yes
        return self._nodes.setdefault((fact, id(yes), id(no)), Node(fact, yes, no))

    def choose(self, test: Diagram, yes: Diagram, no: Diagram) -> Diagram:
        """Go on with `yes` where `test` ends in yes, else with `no`."""
        done: dict[tuple[int, int, int], Diagram] = {}

        def chosen(test: Diagram, yes: Diagram, no: Diagram) -> Diagram:
            if test is True or yes is no:
                return yes
            if test is False:
                return no
            key = (id(test), id(yes), id(no))
            if key not in done:
                parts = (test, yes, no)
                fact = min((p.fact for p in parts if type(p) is Node), key=self._level.__getitem__)
                asked = [(p.yes, p.no) if type(p) is Node and p.fact == fact else (p, p) for p in parts]
                (t1, t0), (y1, y0), (n1, n0) = asked
                done[key] = self.node(fact, chosen(t1, y1, n1), chosen(t0, y0, n0))
            return done[key]

        return chosen(test, yes, no)

    def differ(self, one: Diagram, other: Diagram) -> Diagram:
        """Where two diagrams end differently: a diagram that ends in yes there, and in no elsewhere."""
        done: dict[tuple[int, int], Diagram] = {}

        def differing(one: Diagram, other: Diagram) -> Diagram:
            if one is other:
                return False
            if type(one) is not Node and type(other) is not Node:
                return True
            key = (id(one), id(other))
            if key not in done:
                parts = (one, other)
                fact = min((p.fact for p in parts if type(p) is Node), key=self._level.__getitem__)
                asked = [(p.yes, p.no) if type(p) is Node and p.fact == fact else (p, p) for p in parts]
                (yes, no), (other_yes, other_no) = asked
                done[key] = self.node(fact, differing(yes, other_yes), differing(no, other_no))
            return done[key]

        return differing(one, other)

    def fill_in(self, diagram: Diagram, told: Mapping[str, Answer]) -> Diagram:
        """What is left of a diagram once the answers that are yes or no are filled in."""
        done: dict[int, Diagram] = {}

        def left(diagram: Diagram) -> Diagram:
            if type(diagram) is not Node:
                return diagram
            key = id(diagram)
            if key not in done:
                answer = told.get(diagram.fact)
                if answer is True:
                    done[key] = left(diagram.yes)
                elif answer is False:
                    done[key] = left(diagram.no)
                else:
                    done[key] = self.node(diagram.fact, left(diagram.yes), left(diagram.no))
            return done[key]

        return left(diagram)


def nodes_in(diagram: Diagram) -> tuple[Node, ...]:
    """Every node of a diagram, each once."""
    found: dict[int, Node] = {}
    todo = [diagram]
    while todo:
        one = todo.pop()
        if type(one) is Node and id(one) not in found:
            found[id(one)] = one
            todo += [one.yes, one.no]
    return tuple(found.values())


def facts_in(diagram: Diagram) -> frozenset[str]:
    """The facts that can still change the result."""
    return frozenset(node.fact for node in nodes_in(diagram))


def ends_in(diagram: Diagram) -> frozenset[str | bool]:
    """The results that are still possible."""
    nodes = nodes_in(diagram)
    if not nodes:
        return frozenset() if isinstance(diagram, Node) else frozenset([diagram])
    ways = [way for node in nodes for way in (node.yes, node.no)]
    return frozenset(way for way in ways if not isinstance(way, Node))
