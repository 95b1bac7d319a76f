"""Rules as data: conditions over facts, tables of rules in the order of the text, and their three-valued evaluation.

A ground for refusing, a routing rule, a condition of return are all the same thing: a condition, an outcome, a
provision. A `Table` holds them; the outcome is that of the first rule that holds, and `otherwise` where none does.
What is not known never admits and never refuses: `decide` answers with an outcome only when every way of filling in
the unknown leads to it, and otherwise names exactly the facts that could still change it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import product
from typing import Annotated, Literal, NamedTuple, get_args

from pydantic import Field, TypeAdapter, model_validator

from hotline_rules._diagrams import Diagram, Diagrams, Node, ends_in, facts_in
from hotline_rules._model import Model
from hotline_rules.errors import UnknownNameError
from hotline_rules.facts import Answer, Fact, Truth, Vocabulary, all_of, any_of, negation, truth
from hotline_rules.law import Actor, Modality
from hotline_rules.ticket import EVENT_FIELDS, Kind, Origin, Ticket, Track, Urgency

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


def negated(condition: Condition, *, inside: bool = False) -> frozenset[str]:
    """The facts whose *no* helps a condition to hold: those under an odd number of nots."""
    match condition:
        case Is(fact=name):
            return frozenset([name] if inside else [])
        case AllOf(of=parts) | AnyOf(of=parts):
            return frozenset().union(*(negated(part, inside=inside) for part in parts))
        case Not(of=part):
            return negated(part, inside=not inside)
        case _:
            return frozenset()


# -- tables -------------------------------------------------------------------------------------------------------


class Duty(Model):
    """What must be done with an outcome, in a form that can be ticked off.

    `shown_by` names the events that show it done, or fields of them that must be set (`refused.reasons_given`);
    without it only a person can say. With `after`, only such an event counts that is not before the first of that type
    (`termination_decided.approved`: the first that was approved). `within` is the stage by whose due it must be done.
    `when` narrows it to fields, readings and what the log shows, and it stays where they are not known. `source_…` is
    other law it rests on.
    """

    id: str
    provision: str
    actor: Actor
    zh: str
    en: str
    modality: Modality = Modality.DUTY
    shown_by: tuple[str, ...] = ()
    after: str | None = None
    within: str | None = None
    when: Condition | None = None
    inferred: bool = False
    """Not written there in so many words: it follows from the provision, and says so."""
    source_zh: str = ""
    source_en: str = ""


class Rule(Model):
    """One rule of a table: where `when` holds, `outcome`, under `provision`; with its own duties.

    `readings` are open points its wording rests on whatever the facts; those its condition names need no mention.
    `on` is whose act it judges, and `modality` how it binds, where the provision asks several things of several.
    """

    id: str
    provision: str
    outcome: str
    when: Condition
    duties: tuple[Duty, ...] = ()
    readings: tuple[str, ...] = ()
    on: Actor | None = None
    modality: Modality | None = None


class Standing(Model):
    """A duty that holds wherever its facts do, whatever the outcome, and while there is none."""

    when: Condition
    duty: Duty


class Otherwise(Model):
    """What follows where no rule of a table holds."""

    provision: str
    outcome: str
    duties: tuple[Duty, ...] = ()
    readings: tuple[str, ...] = ()


class Table(Model):
    """Rules in the order in which they are tried, exceptions before what they are exceptions from.

    `provision` carries the whole; `duties` go with an outcome whichever rule led to it (`undetermined` too).
    `standing` duties hold whatever the outcome. `together` are outcomes whose grounds are given side by side, whichever
    of them leads. `by` is the provision under which a ground leads to its outcome, where that is not the ground's own.
    `words` tell an outcome (or that of one rule, by its id) in this city's terms, zh and en. `facts` are those the
    table names: one that names another is refused when it is built.
    """

    name: str
    provision: str
    rules: tuple[Rule, ...]
    otherwise: Otherwise
    duties: dict[str, tuple[Duty, ...]] = Field(default_factory=dict)
    standing: tuple[Standing, ...] = ()
    together: tuple[str, ...] = ()
    by: str | None = None
    words: dict[str, tuple[str, str]] = Field(default_factory=dict)
    facts: tuple[Fact, ...]

    @model_validator(mode="after")
    def _hangs_together(self) -> Table:
        for duty in self.all_duties:
            for place in (*duty.shown_by, duty.after):
                _check_event(f"table {self.name}, duty {duty.id}", place)
        known = [fact.name for fact in self.facts]
        for where, condition in _conditions(self.rules, self.standing, self.all_duties):
            for name in facts_of(condition):
                if name not in known:
                    raise ValueError(f"table {self.name}, rule {where}: {UnknownNameError('fact', name, known)}")
        for duty in self.all_duties:
            asked = facts_of(duty.when) if duty.when else ()
            if any(not fact.derived for fact in self.facts if fact.name in asked):
                accepted = "fields, readings and what is worked out from the log"
                raise ValueError(f"table {self.name}, duty {duty.id}: accepted in when: {accepted}")
        ids = [rule.id for rule in self.rules]
        if doubled := {one for one in ids if ids.count(one) > 1}:
            raise ValueError(f"table {self.name}: a rule stands twice: {', '.join(sorted(doubled))}")
        if both := {duty.id for duty in self.all_duties} & set(ids):
            raise ValueError(f"table {self.name}: a rule and a duty share a name: {', '.join(sorted(both))}")
        return self

    @cached_property
    def asked(self) -> frozenset[str]:
        """The names of the facts it asks."""
        return frozenset(fact.name for fact in self.facts)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Every outcome the table can have, in order."""
        return tuple(dict.fromkeys([*(rule.outcome for rule in self.rules), self.otherwise.outcome]))

    @property
    def readings(self) -> frozenset[str]:
        """Every reading the table names."""
        conditions = [rule.when for rule in self.rules] + [one.when for one in self.standing]
        conditions += [duty.when for duty in self.all_duties if duty.when]
        under = {part.reading for one in conditions for part in parts_of(one) if isinstance(part, Under)}
        return frozenset(under.union(self.otherwise.readings, *(rule.readings for rule in self.rules)))

    @property
    def all_duties(self) -> tuple[Duty, ...]:
        """Every duty the table can bring."""
        lists = [*(rule.duties for rule in self.rules), self.otherwise.duties, *self.duties.values()]
        lists.append(tuple(one.duty for one in self.standing))
        return tuple(duty for duties in lists for duty in duties)

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield every provision the table encodes, and by which rule or duty; what is only inferred encodes nothing."""
        yield self.provision, self.name
        if self.by:
            yield self.by, self.name
        for rule in self.rules:
            yield rule.provision, f"{self.name}:{rule.id}"
        yield self.otherwise.provision, f"{self.name}:otherwise"
        for duty in self.all_duties:
            if not duty.inferred:
                yield duty.provision, f"{self.name}:{duty.id}"


def _conditions(
    rules: Iterable[Rule], standing: Iterable[Standing], duties: Iterable[Duty]
) -> Iterator[tuple[str, Condition]]:
    """Every condition of a table, and the rule or duty it is of."""
    yield from ((rule.id, rule.when) for rule in rules)
    yield from ((one.duty.id, one.when) for one in standing)
    yield from ((duty.id, duty.when) for duty in duties if duty.when)


def _check_event(where: str, place: str | None) -> None:
    """Refuse what is no event, or no field of one."""
    if place is None:
        return
    event, _, field = place.partition(".")
    if event not in EVENT_FIELDS or (field and field not in EVENT_FIELDS[event]):
        known = (*EVENT_FIELDS, *(f"{event}.{one}" for one in EVENT_FIELDS.get(event, ())))
        raise ValueError(f"{where}: {UnknownNameError('event', place, known)}")


def table(
    name: str,
    provision: str,
    rules: Iterable[Rule],
    otherwise: Otherwise,
    vocabulary: Vocabulary,
    duties: Mapping[str, tuple[Duty, ...]] | None = None,
    *,
    standing: tuple[Standing, ...] = (),
    together: tuple[str, ...] = (),
    by: str | None = None,
    words: Mapping[str, tuple[str, str]] | None = None,
) -> Table:
    """Build a table, taking the facts it names from `vocabulary`; raises `UnknownNameError` for another."""
    rules = tuple(rules)
    names: dict[str, None] = {}
    owed = [
        duty for listed in (*(r.duties for r in rules), otherwise.duties, *(duties or {}).values()) for duty in listed
    ]
    for where, condition in _conditions(rules, standing, owed):
        for one in facts_of(condition):
            if one not in vocabulary:
                raise UnknownNameError(f"fact in table {name}, rule {where}:", one, vocabulary)
            names[one] = None
    return Table(
        name=name,
        provision=provision,
        rules=rules,
        otherwise=otherwise,
        duties=dict(duties or {}),
        standing=standing,
        together=together,
        by=by,
        words=dict(words or {}),
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


Fields = tuple[str | None, ...]
"""The fields of a ticket a condition may look at, in the order of `FIELD_VALUES`."""
_FIELDS = tuple(FIELD_VALUES)


class Engine:
    """A table under the options a city takes, ready to decide.

    For each combination of the ticket's fields the table is one reduced decision diagram over facts, and so is each
    of its conditions: equal functions are one object, so a fact stands in what is left of a diagram exactly if it can
    still change the result. Diagrams are made when first met. `holds` is the plain evaluator they must agree with.
    """

    def __init__(self, rules: Table, chosen: Mapping[str, str]) -> None:
        self.table = rules
        self.chosen = chosen
        self._outcomes = [rule.outcome for rule in rules.rules]
        self._make = Diagrams(fact.name for fact in rules.facts)
        self._roots: dict[Fields, Diagram] = {}
        self._conditions: dict[Fields, list[Diagram]] = {}
        self._standing: dict[Fields, list[Diagram]] = {}
        self._differing: dict[Fields, list[tuple[str, Diagram, list[tuple[str, Diagram]]]]] = {}
        self.ranked = lru_cache(maxsize=1024)(self._ranked)
        """`_ranked`, remembered: many tickets are told the same."""

    def decide(self, ticket: Ticket) -> Decision:
        """Decide for one ticket: an outcome, or what it hangs on."""
        return self.decide_on((ticket.kind, ticket.origin, ticket.urgency, ticket.track), ticket.facts)

    def decide_on(self, fields: Fields, told: Mapping[str, Answer]) -> Decision:
        """Decide for the fields and the answers told."""
        if None in fields:
            return Decision(self, fields, told, None)
        root = self._roots.get(fields)
        end = _followed(self.root(fields) if root is None else root, told)
        return Decision(self, fields, told, None if type(end) is Node else end)

    # -- diagrams -----------------------------------------------------------------------------------------------

    def root(self, fields: Fields) -> Diagram:
        """The diagram of the outcome for known fields."""
        if fields not in self._roots:
            self._roots[fields] = self._first_of(self.conditions(fields))
        return self._roots[fields]

    def _first_of(self, conditions: list[Diagram]) -> Diagram:
        """The outcome of the first rule whose condition holds."""
        made = self._make.end(self.table.otherwise.outcome)
        for rule, condition in reversed(list(zip(self.table.rules, conditions, strict=True))):
            made = self._make.choose(condition, self._make.end(rule.outcome), made)
        return made

    def conditions(self, fields: Fields) -> list[Diagram]:
        """The diagram of every rule's condition, in the order of the table, for known fields."""
        found = self._conditions.get(fields)
        if found is None:
            found = [self.diagram(rule.when, fields, self.chosen) for rule in self.table.rules]
            self._conditions[fields] = found
        return found

    def standing(self, fields: Fields) -> list[Diagram]:
        """The diagram of the condition of every standing duty, in order, for known fields."""
        found = self._standing.get(fields)
        if found is None:
            found = [self.diagram(one.when, fields, self.chosen) for one in self.table.standing]
            self._standing[fields] = found
        return found

    def differing(self, fields: Fields) -> list[tuple[str, Diagram, list[tuple[str, Diagram]]]]:
        """For every reading the conditions name: where the outcome turns on it, and where each condition does.

        A condition comes with the outcome its rule leads to; those that never turn on it are left out.
        """
        found = self._differing.get(fields)
        if found is None:
            parts = [part for rule in self.table.rules for part in parts_of(rule.when) if isinstance(part, Under)]
            found = self._differing[fields] = []
            for reading, chosen in {(p.reading, p.options): _otherwise(self.chosen, p) for p in parts}.items():
                turned = [self.diagram(rule.when, fields, chosen) for rule in self.table.rules]
                each = [self._make.differ(*pair) for pair in zip(self.conditions(fields), turned, strict=True)]
                about = [pair for pair in zip(self._outcomes, each, strict=True) if pair[1] is not False]
                found.append((reading[0], self._make.differ(self.root(fields), self._first_of(turned)), about))
        return found

    def diagram(self, condition: Condition, fields: Fields, chosen: Mapping[str, str]) -> Diagram:
        """The diagram of a condition for known fields and options; its ends are yes and no."""
        make = self._make
        match condition:
            case Is(fact=name):
                return make.node(name, True, False)
            case OneOf(field=name, values=values):
                return fields[_FIELDS.index(name)] in values
            case Under(reading=name, options=options):
                return chosen[name] in options
            case AllOf(of=parts):
                made: Diagram = True
                for part in reversed(parts):
                    made = make.choose(self.diagram(part, fields, chosen), made, False)
                return made
            case AnyOf(of=parts):
                made = False
                for part in reversed(parts):
                    made = make.choose(self.diagram(part, fields, chosen), True, made)
                return made
            case Not(of=part):
                return make.choose(self.diagram(part, fields, chosen), False, True)

    def left(self, diagram: Diagram, told: Mapping[str, Answer]) -> Diagram:
        """What is left of a diagram once the answers told are filled in."""
        end = _followed(diagram, told)
        return self._make.fill_in(end, told) if type(end) is Node else end

    def _ranked(
        self, field_sets: tuple[Fields, ...], told: frozenset[tuple[str, Answer]], *, kind: bool
    ) -> tuple[str, ...]:
        """The facts not known (and `kind`, if it decides) that can still change the outcome, the most decisive first.

        One is the more decisive, the less would be left to ask after the best of its answers, then on the whole.
        """

        def deciding(told: Mapping[str, Answer], field_sets: Iterable[Fields]) -> frozenset[str]:
            return frozenset().union(*(facts_in(self.left(self.root(fields), told)) for fields in field_sets))

        def left_to_ask(name: str) -> tuple[float, float]:
            if name == "kind":
                sizes = [len(deciding(known, [one])) for one in field_sets]
                return min(sizes), 2 * sum(sizes) / len(sizes)
            sizes = [len(deciding({**known, name: answer}, field_sets)) for answer in (True, False)]
            return min(sizes), sum(sizes)

        known = dict(told)
        names = deciding(known, field_sets)
        found = [fact.name for fact in self.table.facts if fact.name in names]
        return tuple(sorted((["kind"] if kind else []) + found, key=left_to_ask))


def _followed(diagram: Diagram, told: Mapping[str, Answer]) -> Diagram:
    """Follow the answers told as far as they lead: to an end, or to the first fact that is not known."""
    while type(diagram) is Node:
        answer = told.get(diagram.fact)
        if answer is True:
            diagram = diagram.yes
        elif answer is False:
            diagram = diagram.no
        else:
            break
    return diagram


def _otherwise(chosen: Mapping[str, str], part: Under) -> Mapping[str, str]:
    """The options taken, but with this reading outside these options where it was in, and in where it was outside."""
    return {**chosen, part.reading: "" if chosen[part.reading] in part.options else part.options[0]}


class Open(NamedTuple):
    """Which outcomes are still possible, and the fields and facts not known that decide."""

    possible: tuple[str, ...]
    fields: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


class Reasons(NamedTuple):
    """Which rules hold or may hold, what could change only that, the readings rested on, and the duties."""

    grounds: tuple[Ground, ...]
    ask_grounds: tuple[str, ...]
    readings: tuple[str, ...]
    duties: tuple[Duty, ...]


class Decision:
    """What a table says of one case. The outcome is decided; all the rest is worked out when first asked for."""

    def __init__(self, engine: Engine, fields: Fields, told: Mapping[str, Answer], settled: Diagram | None) -> None:
        self.engine = engine
        self.fields = fields
        self.told = told
        self._settled = settled

    @property
    def table(self) -> Table:
        """The table that was asked."""
        return self.engine.table

    @property
    def outcome(self) -> str:
        """The outcome if it is certain; `ask` while a fact not asked decides, `undetermined` when only others do."""
        if self._settled is not None:
            return str(self._settled)
        if len(self.possible) == 1:
            return self.possible[0]
        to_ask = "kind" in self._open.fields or any(self.told.get(name) is None for name in self._open.facts)
        return "ask" if to_ask else "undetermined"

    @property
    def possible(self) -> tuple[str, ...]:
        """The outcomes that are still possible, in the order of the table."""
        return self._open.possible

    @property
    def ask(self) -> tuple[str, ...]:
        """The facts (or `kind`) not asked yet that can still change the outcome, the most decisive first."""
        if not self._open.facts and not self._open.fields:
            return ()
        kind = "kind" in self._open.fields
        ranked = self.engine.ranked(self._field_sets(), frozenset(self.told.items()), kind=kind)
        return tuple(name for name in ranked if self.told.get(name) is None)

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """The facts asked in vain, and the fields not certain, that can still change the outcome."""
        fields = [name for name in self._open.fields if name != "kind"]
        return (*fields, *(name for name in self._open.facts if self.told.get(name) == "unknown"))

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The rules that hold, or may hold, towards an outcome that is still possible, in the order of the text."""
        return self._reasons.grounds

    @property
    def headline(self) -> Rule | Otherwise | None:
        """The first rule that holds towards a settled outcome; `otherwise` if none can; `None` if it is open which."""
        if len(self.possible) != 1:
            return None
        leading = [ground for ground in self.grounds if ground.rule.outcome == self.outcome]
        if not leading:
            return self.table.otherwise
        return leading[0].rule if leading[0].certain else None

    @property
    def provision(self) -> str | None:
        """The provision of the headline; where it is open which leads, the one they all have in common."""
        if len(self.possible) != 1:
            return None
        if self.table.by and self.outcome != self.table.otherwise.outcome:
            return self.table.by
        if self.headline is not None:
            return self.headline.provision
        found = set()
        for ground in self.grounds:
            if ground.rule.outcome == self.outcome:
                found.add(ground.rule.provision)
                if ground.certain:
                    return found.pop() if len(found) == 1 else None
        return None

    @property
    def ask_grounds(self) -> tuple[str, ...]:
        """The facts not asked yet that can change which grounds or standing duties hold, though not the outcome."""
        return self._reasons.ask_grounds

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings the answer rested on: those of its grounds, and those whose other options change a rule."""
        return self._reasons.readings

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The duties that come with a settled outcome: the outcome's own, and those of every ground that holds."""
        return self._reasons.duties

    # -- working it out -----------------------------------------------------------------------------------------

    @cached_property
    def _open(self) -> Open:
        if self._settled is not None:
            return Open((str(self._settled),))
        lefts = {one: self.engine.left(self.engine.root(one), self.told) for one in self._field_sets()}
        ends = {end for left in lefts.values() for end in ends_in(left)}
        facts = frozenset().union(*map(facts_in, lefts.values()))
        return Open(
            tuple(outcome for outcome in self.table.outcomes if outcome in ends),
            tuple(name for index, name in enumerate(_FIELDS) if self._decides(index, lefts)),
            tuple(fact.name for fact in self.table.facts if fact.name in facts),
        )

    def _decides(self, index: int, lefts: Mapping[Fields, Diagram]) -> bool:
        """Whether a field that is not known changes what is left, all other fields being the same."""
        if self.fields[index] is not None:
            return False
        apart: dict[Fields, set[int]] = {}
        for fields, left in lefts.items():
            apart.setdefault((*fields[:index], *fields[index + 1 :]), set()).add(id(left))
        return any(len(found) > 1 for found in apart.values())

    @cached_property
    def _reasons(self) -> Reasons:
        possible, grounds, open_facts = self.possible, [], set[str]()
        together = self.table.together
        given = {*possible, *together} if not set(together).isdisjoint(possible) else set(possible)
        left, told = self.engine.left, self.told
        by_kind = [self.engine.conditions(fields) for fields in self._field_sets()]
        for rule, *conditions in zip(self.table.rules, *by_kind, strict=True):
            if rule.outcome not in given:
                continue
            lefts = _once([left(condition, told) for condition in conditions])
            if lefts != [False]:
                certain = lefts == [True]
                grounds.append(Ground(rule, certain))
                if not certain:
                    open_facts = open_facts.union(*map(facts_in, lefts))
        standing = []
        for index, one in enumerate(self.table.standing):
            lefts = _once([left(self.engine.standing(fields)[index], told) for fields in self._field_sets()])
            if lefts == [True]:
                standing.append(one.duty)
            elif lefts != [False]:
                open_facts = open_facts.union(*map(facts_in, lefts))
        candidates = self._candidates(grounds, standing)
        names = [f.name for f in self.table.facts if f.name in open_facts] if open_facts else []
        return Reasons(
            tuple(grounds),
            tuple(name for name in names if self.told.get(name) is None and name not in self.ask),
            self._readings(grounds, given, candidates),
            self._kept(candidates),
        )

    def _readings(
        self, grounds: Sequence[Ground], given: Collection[str], candidates: Sequence[Duty]
    ) -> tuple[str, ...]:
        found = set(self.table.otherwise.readings if self._is_otherwise(grounds) else ())
        for ground in grounds:
            found.update(ground.rule.readings)
        for condition in [*(duty.when for duty in candidates), *(one.when for one in self.table.standing)]:
            found.update(self._turning(condition) if condition else ())
        left, told = self.engine.left, self.told
        for fields in self._field_sets():
            for reading, whole, conditions in self.engine.differing(fields):
                about = [where for outcome, where in conditions if outcome in given]
                if reading not in found and any(left(where, told) is not False for where in (whole, *about)):
                    found.add(reading)
        return tuple(sorted(found))

    def _kept(self, candidates: Sequence[Duty]) -> tuple[Duty, ...]:
        kept = [duty for duty in candidates if duty.when is None or self._holds(duty.when) is not False]
        return tuple({duty.id: duty for duty in kept}.values())

    def _candidates(self, grounds: Sequence[Ground], standing: Sequence[Duty]) -> list[Duty]:
        """The duties that stand, and those of the outcome and its grounds, before their own conditions are asked."""
        found = [*standing, *self.table.duties.get(self.outcome, ())]
        if len(self.possible) == 1:
            for ground in grounds:
                if ground.certain:
                    found += ground.rule.duties
            if self._is_otherwise(grounds):
                found += self.table.otherwise.duties
        return found

    def _turning(self, condition: Condition) -> Iterator[str]:
        """The readings on which a condition turns for this case."""
        for part in parts_of(condition):
            if isinstance(part, Under):
                turned = _otherwise(self.engine.chosen, part)
                if self._holds(condition, turned) != self._holds(condition):
                    yield part.reading

    def _holds(self, condition: Condition, chosen: Mapping[str, str] | None = None) -> Truth:
        fields = dict(zip(_FIELDS, self.fields, strict=True))
        return holds(condition, Case(self.told, fields, chosen or self.engine.chosen))

    def _is_otherwise(self, grounds: Sequence[Ground]) -> bool:
        """Whether the outcome is the table's last word: no rule that leads to it holds or may hold."""
        return not any(ground.rule.outcome in self.possible for ground in grounds)

    def _field_sets(self) -> tuple[Fields, ...]:
        """The fields of the case; one set for each value of those that are not known."""
        if None not in self.fields:
            return (self.fields,)
        values = [
            FIELD_VALUES[name] if value is None else (value,) for name, value in zip(_FIELDS, self.fields, strict=True)
        ]
        return tuple(product(*values))


def _once(diagrams: list[Diagram]) -> list[Diagram]:
    """Each diagram once."""
    return diagrams if len(diagrams) == 1 else list({id(one): one for one in diagrams}.values())
