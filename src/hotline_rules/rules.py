"""Rules as data: conditions over facts, tables of rules in the order of the text, and their three-valued evaluation.

A ground for refusing, a routing rule, a condition of return are all the same thing: a condition, an outcome, a
provision. A `Table` holds them; the outcome is that of the first rule that holds, and `otherwise` where none does.
What is not known never admits and never refuses: `decide` answers with an outcome only when every way of filling in
the unknown leads to it, and otherwise names exactly the facts that could still change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field, TypeAdapter, model_validator

from hotline_rules._diagrams import Diagram, Diagrams, Node, ends_in, facts_in
from hotline_rules._model import Model
from hotline_rules.errors import UnknownNameError
from hotline_rules.facts import Answer, Fact, Truth, Vocabulary, all_of, any_of, negation, truth
from hotline_rules.law import Actor, Modality
from hotline_rules.ticket import Kind, Origin, Ticket, Track, Urgency

# -- conditions ---------------------------------------------------------------------------------------------------

FieldName = Literal["kind", "origin", "urgency", "track"]
FIELD_VALUES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "origin": get_args(Origin),
    "urgency": get_args(Urgency),
    "track": get_args(Track),
}
"""The fields of a ticket that a condition may look at, and their values."""


class Is(Model):
    """The fact is answered yes."""

    op: Literal["is"] = "is"
    fact: str


class OneOf(Model):
    """The field of the ticket has one of these values."""

    op: Literal["one_of"] = "one_of"
    field: FieldName
    values: tuple[str, ...]

    @model_validator(mode="after")
    def _are_values_of_it(self) -> OneOf:
        for value in self.values:
            if value not in FIELD_VALUES[self.field]:
                raise ValueError(f"{self.field}: {value!r}; accepted: {', '.join(FIELD_VALUES[self.field])}")
        return self


class Under(Model):
    """The city (or the caller) takes one of these options of a reading."""

    op: Literal["under"] = "under"
    reading: str
    options: tuple[str, ...]


class AllOf(Model):
    """Every one of these."""

    op: Literal["all"] = "all"
    of: tuple[Condition, ...]


class AnyOf(Model):
    """At least one of these."""

    op: Literal["any"] = "any"
    of: tuple[Condition, ...]


class Not(Model):
    """Not this."""

    op: Literal["not"] = "not"
    of: Condition


Condition = Annotated[Is | OneOf | Under | AllOf | AnyOf | Not, Field(discriminator="op")]
"""A condition: data, to be written as JSON, read back, evaluated, and told as a sentence."""

for _model in (AllOf, AnyOf, Not):
    _model.model_rebuild()
_CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


def read_condition(data: object) -> Condition:
    """Read a condition from plain JSON values; raises `pydantic.ValidationError` naming the place."""
    return _CONDITION.validate_python(data)


def every(*parts: str | Condition) -> AllOf:
    """All of these; a name stands for the fact being yes."""
    return AllOf(of=tuple(map(_condition, parts)))


def some(*parts: str | Condition) -> AnyOf:
    """At least one of these; a name stands for the fact being yes."""
    return AnyOf(of=tuple(map(_condition, parts)))


def no(part: str | Condition) -> Not:
    """Not this; a name stands for the fact being yes."""
    return Not(of=_condition(part))


def one_of(field: FieldName, *values: str) -> OneOf:
    """The field has one of these values."""
    return OneOf(field=field, values=values)


def under(reading: str, *options: str) -> Under:
    """One of these options of the reading is taken."""
    return Under(reading=reading, options=options)


def _condition(part: str | Condition) -> Condition:
    return Is(fact=part) if isinstance(part, str) else part


def parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield a condition and everything inside it, in the order it is written."""
    yield condition
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.of:
            yield from parts_of(part)
    elif isinstance(condition, Not):
        yield from parts_of(condition.of)


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The facts a condition names, each once, in order."""
    return tuple(dict.fromkeys(part.fact for part in parts_of(condition) if isinstance(part, Is)))


# -- tables -------------------------------------------------------------------------------------------------------


class Duty(Model):
    """What must be done with an outcome, in a form that can be ticked off.

    `shown_by` names the event that shows it done, or a field of one that must be true (`refused.reasons_given`);
    without it only a person can say. `source` is other law it rests on.
    """

    id: str
    provision: str
    actor: Actor
    zh: str
    en: str
    modality: Modality = Modality.DUTY
    shown_by: str | None = None
    source: str = ""


class Rule(Model):
    """One rule of a table: where `when` holds, `outcome`, under `provision`; with its own duties.

    `readings` are open points its wording rests on whatever the facts; those its condition names need no mention.
    """

    id: str
    provision: str
    outcome: str
    when: Condition
    duties: tuple[Duty, ...] = ()
    readings: tuple[str, ...] = ()


class Otherwise(Model):
    """What follows where no rule of a table holds."""

    provision: str
    outcome: str
    duties: tuple[Duty, ...] = ()
    readings: tuple[str, ...] = ()


class Table(Model):
    """Rules in the order in which they are tried, exceptions before what they are exceptions from.

    `provision` carries the whole; `duties` go with an outcome whichever rule led to it. `facts` are those the
    rules name: a table that names another is refused when it is built.
    """

    name: str
    provision: str
    rules: tuple[Rule, ...]
    otherwise: Otherwise
    duties: dict[str, tuple[Duty, ...]] = Field(default_factory=dict)
    facts: tuple[Fact, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Table:
        known = {fact.name for fact in self.facts}
        for rule in self.rules:
            for name in facts_of(rule.when):
                if name not in known:
                    raise ValueError(f"table {self.name}, rule {rule.id}: {UnknownNameError('fact', name, known)}")
        ids = [rule.id for rule in self.rules]
        if doubled := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"table {self.name}: a rule stands twice: {', '.join(sorted(doubled))}")
        return self

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome the table can have, in order."""
        return tuple(dict.fromkeys([*(rule.outcome for rule in self.rules), self.otherwise.outcome]))

    @property
    def readings(self) -> frozenset[str]:
        """Every reading the table names."""
        under = {part.reading for rule in self.rules for part in parts_of(rule.when) if isinstance(part, Under)}
        return frozenset(under.union(self.otherwise.readings, *(rule.readings for rule in self.rules)))

    @property
    def all_duties(self) -> tuple[Duty, ...]:
        """Every duty the table can bring."""
        lists = [*(rule.duties for rule in self.rules), self.otherwise.duties, *self.duties.values()]
        return tuple(duty for duties in lists for duty in duties)

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield every provision the table cites, and by which rule or duty."""
        yield self.provision, self.name
        for rule in self.rules:
            yield rule.provision, f"{self.name}:{rule.id}"
        yield self.otherwise.provision, f"{self.name}:otherwise"
        for duty in self.all_duties:
            yield duty.provision, f"{self.name}:{duty.id}"


def table(
    name: str,
    provision: str,
    rules: Iterable[Rule],
    otherwise: Otherwise,
    vocabulary: Vocabulary,
    duties: Mapping[str, tuple[Duty, ...]] | None = None,
) -> Table:
    """Build a table, taking the facts its rules name from `vocabulary`; raises `UnknownNameError` for another."""
    rules = tuple(rules)
    names = dict.fromkeys(name for rule in rules for name in facts_of(rule.when))
    for one in names:
        if one not in vocabulary:
            raise UnknownNameError("fact", one, vocabulary)
    return Table(
        name=name,
        provision=provision,
        rules=rules,
        otherwise=otherwise,
        duties=dict(duties or {}),
        facts=tuple(vocabulary[one] for one in names),
    )


# -- evaluation ---------------------------------------------------------------------------------------------------


class Case(NamedTuple):
    """What one condition is evaluated on: the answers, the fields of the ticket, the options taken."""

    facts: Mapping[str, Answer]
    fields: Mapping[str, str | None]
    chosen: Mapping[str, str]


def holds(condition: Condition, case: Case) -> Truth:
    """Whether a condition holds: yes, no, or not known."""
    match condition:
        case Is(fact=name):
            return truth(case.facts.get(name))
        case OneOf(field=name, values=values):
            value = case.fields[name]
            return None if value is None else value in values
        case Under(reading=name, options=options):
            return case.chosen[name] in options
        case AllOf(of=parts):
            return all_of(holds(part, case) for part in parts)
        case AnyOf(of=parts):
            return any_of(holds(part, case) for part in parts)
        case Not(of=part):
            return negation(holds(part, case))


class Ground(NamedTuple):
    """A rule that holds (`certain`), or may hold, for a case."""

    rule: Rule
    certain: bool


class Engine:
    """A table under the options a city takes, ready to decide.

    For each combination of the ticket's fields the table is one reduced decision diagram over facts: equal
    functions are one object, so a fact stands in what is left of the diagram exactly if it can still change the
    outcome. The diagrams are made when first met.
    """

    def __init__(self, rules: Table, chosen: Mapping[str, str]) -> None:
        self.table = rules
        self.chosen = chosen
        self._diagrams = Diagrams(fact.name for fact in rules.facts)
        self._roots: dict[Fields, Diagram] = {}
        self.ranked = lru_cache(maxsize=1024)(self._ranked)
        """`_ranked`, remembered: many tickets are told the same."""

    def decide(self, ticket: Ticket) -> Decision:
        """Decide for one ticket: an outcome, or what it hangs on."""
        kind = ticket.kind
        fields = (kind, ticket.origin, ticket.urgency, ticket.track)
        if kind is None:
            return Decision(self, ticket, None)
        found = self._roots.get(fields)
        if found is None:
            found = self.root(fields)
        told = ticket.facts
        while type(found) is Node:
            answer = told.get(found.fact)
            if answer is True:
                found = found.yes
            elif answer is False:
                found = found.no
            else:
                return Decision(self, ticket, None)
        return Decision(self, ticket, found)

    def root(self, fields: Fields) -> Diagram:
        """The diagram of the outcome for known fields (kind, origin, urgency, track)."""
        if fields not in self._roots:
            made: Diagram = self.table.otherwise.outcome
            for rule in reversed(self.table.rules):
                made = self._diagrams.choose(self.diagram(rule.when, fields), self._diagrams.end(rule.outcome), made)
            self._roots[fields] = made
        return self._roots[fields]

    def diagram(self, condition: Condition, fields: Fields) -> Diagram:
        """The diagram of a condition for known fields; its ends are yes and no."""
        make = self._diagrams
        match condition:
            case Is(fact=name):
                return make.node(name, True, False)
            case OneOf(field=name, values=values):
                return fields[_FIELDS.index(name)] in values
            case Under(reading=name, options=options):
                return self.chosen[name] in options
            case AllOf(of=parts):
                made: Diagram = True
                for part in reversed(parts):
                    made = make.choose(self.diagram(part, fields), made, False)
                return made
            case AnyOf(of=parts):
                made = False
                for part in reversed(parts):
                    made = make.choose(self.diagram(part, fields), True, made)
                return made
            case Not(of=part):
                return make.choose(self.diagram(part, fields), False, True)

    def left(self, fields: Fields, told: Mapping[str, Answer]) -> Diagram:
        """What is left of the outcome's diagram once the answers told are filled in."""
        return self._diagrams.fill_in(self.root(fields), told)

    def left_of(self, condition: Condition, fields: Fields, told: Mapping[str, Answer]) -> Diagram:
        """What is left of a condition's diagram once the answers told are filled in."""
        return self._diagrams.fill_in(self.diagram(condition, fields), told)

    def _ranked(self, field_sets: tuple[Fields, ...], told: frozenset[tuple[str, Answer]]) -> tuple[str, ...]:
        """The facts not known that can still change the outcome, the most decisive first.

        A fact is the more decisive, the less would be left to ask after the better, then after both of its answers.
        """

        def deciding(told: Mapping[str, Answer]) -> frozenset[str]:
            return frozenset().union(*(facts_in(self.left(fields, told)) for fields in field_sets))

        def left_to_ask(name: str) -> tuple[int, int]:
            sizes = [len(deciding({**known, name: answer})) for answer in (True, False)]
            return min(sizes), sum(sizes)

        known = dict(told)
        names = deciding(known)
        return tuple(sorted((fact.name for fact in self.table.facts if fact.name in names), key=left_to_ask))


Fields = tuple[str | None, ...]
"""The fields of a ticket a condition may look at: kind, origin, urgency, track."""
_FIELDS = tuple(FIELD_VALUES)


class Decision:
    """What a table says of one ticket. The outcome is decided; all the rest is worked out when asked for."""

    def __init__(self, engine: Engine, ticket: Ticket, settled: Diagram | None) -> None:
        self.engine = engine
        self.ticket = ticket
        self._settled = settled

    @property
    def table(self) -> Table:
        """The table that was asked."""
        return self.engine.table

    @cached_property
    def outcome(self) -> str:
        """The outcome if it is certain; `ask` while a fact not asked decides, `undetermined` when only others do."""
        if self._settled is not None:
            return str(self._settled)
        if len(self.possible) == 1:
            return self.possible[0]
        return "ask" if self.ask else "undetermined"

    @cached_property
    def possible(self) -> tuple[str, ...]:
        """The outcomes that are still possible, in the order of the table."""
        if self._settled is not None:
            return (str(self._settled),)
        ends = {end for left in self._left for end in ends_in(left)}
        return tuple(outcome for outcome in self.table.outcomes if outcome in ends)

    @cached_property
    def ask(self) -> tuple[str, ...]:
        """The facts (or `kind`) not asked yet that can still change the outcome, the most decisive first."""
        if self._settled is not None:
            return ()
        told = self.ticket.facts
        ranked = self.engine.ranked(self._field_sets, frozenset(told.items()))
        return (*(["kind"] if len(self._left) > 1 else []), *(name for name in ranked if told.get(name) is None))

    @cached_property
    def hangs_on(self) -> tuple[str, ...]:
        """The facts asked in vain that can still change the outcome."""
        if self._settled is not None:
            return ()
        names = frozenset().union(*map(facts_in, self._left))
        return tuple(f.name for f in self.table.facts if f.name in names and self.ticket.facts.get(f.name) == "unknown")

    @cached_property
    def grounds(self) -> tuple[Ground, ...]:
        """The rules that hold, or may hold, towards an outcome that is still possible, in the order of the text."""
        case = self.case
        found = []
        for rule in self.table.rules:
            if rule.outcome not in self.possible:
                continue
            value = holds(rule.when, case)
            if value is not False:
                found.append(Ground(rule, value is True))
        return tuple(found)

    @property
    def headline(self) -> Rule | Otherwise | None:
        """The first rule that holds towards a settled outcome; `otherwise` if none can; `None` if it is open which."""
        if len(self.possible) != 1:
            return None
        if not self.grounds:
            return self.table.otherwise
        return self.grounds[0].rule if self.grounds[0].certain else None

    @cached_property
    def ask_grounds(self) -> tuple[str, ...]:
        """The facts not asked yet that can change which grounds hold, though not the outcome."""
        told = self.ticket.facts
        found: set[str] = set()
        for ground in self.grounds:
            if ground.certain:
                continue
            for fields in self._field_sets:
                found |= facts_in(self.engine.left_of(ground.rule.when, fields, told))
        return tuple(
            fact.name
            for fact in self.table.facts
            if fact.name in found and told.get(fact.name) is None and fact.name not in self.ask
        )

    @property
    def case(self) -> Case:
        """The case that conditions are evaluated on."""
        ticket = self.ticket
        return Case(ticket.facts, {name: getattr(ticket, name) for name in _FIELDS}, self.engine.chosen)

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The readings the answer rested on: those of its grounds, and those whose other options change a rule."""
        found: set[str] = set()
        for ground in self.grounds:
            found.update(ground.rule.readings)
        if not self.grounds:
            found.update(self.table.otherwise.readings)
        case = self.case
        for rule in self.table.rules:
            for part in parts_of(rule.when):
                if isinstance(part, Under) and part.reading not in found:
                    taken = case.chosen[part.reading] in part.options
                    other = {**case.chosen, part.reading: "" if taken else part.options[0]}
                    if holds(rule.when, case) != holds(rule.when, case._replace(chosen=other)):
                        found.add(part.reading)
        return tuple(sorted(found))

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties that come with a settled outcome: the outcome's own, and those of every ground that holds."""
        if len(self.possible) != 1:
            return ()
        outcome = self.possible[0]
        found = list(self.table.duties.get(outcome, ()))
        for ground in self.grounds:
            if ground.certain:
                found += ground.rule.duties
        if not self.grounds:
            found += self.table.otherwise.duties
        return tuple(dict.fromkeys(found))

    # -- what is left open --------------------------------------------------------------------------------------

    @cached_property
    def _field_sets(self) -> tuple[Fields, ...]:
        """The fields of the ticket; one for each kind where the kind was not recorded."""
        ticket = self.ticket
        kinds = FIELD_VALUES["kind"] if ticket.kind is None else (ticket.kind,)
        return tuple((kind, ticket.origin, ticket.urgency, ticket.track) for kind in kinds)

    @cached_property
    def _left(self) -> tuple[Diagram, ...]:
        """What is left of the outcome, for each kind it may be; each once."""
        lefts = [self.engine.left(fields, self.ticket.facts) for fields in self._field_sets]
        return tuple({id(left): left for left in lefts}.values())
