"""Spark: on a real session of two workers, every verdict is that of the local run and of `deadlines.check`."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from hotline_rules import deadlines, jurisdiction
from hotline_rules.columns import arrow
from hotline_rules.columns.dues import NEVER
from hotline_rules.days import DayLayer
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.office_hours import OfficeHours
from tests.column_tickets import wild

pytest.importorskip("pyspark", reason="pyspark is not installed: extra `spark`")
from hotline_desk import cluster

ROOT = Path(__file__).parent.parent
AS_OF = datetime(2026, 6, 15, 10, 30)
JAVA = shutil.which("java") or (os.environ.get("JAVA_HOME") and shutil.which(f"{os.environ['JAVA_HOME']}/bin/java"))

# pyspark 4.3 says so of pandas 3 whenever it looks at it; the way through Arrow does not use pandas.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(scope="module")
def spark():
    if not JAVA:
        pytest.skip("no java on PATH or in JAVA_HOME: Spark needs Java 17 or newer")
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        settings = {
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.memory": "512m",
            "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",  # short jobs on few cores
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.execution.arrow.maxRecordsPerBatch": "100",
        }
        session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        try:
            yield session
        finally:
            session.stop()


def table_of(tickets, prefix=""):
    """Tickets as an Arrow table, with numbers."""
    columns = {name: pa.array(at, mask=at == NEVER).cast(pa.timestamp("us")) for name, at in tickets.times.items()}
    columns |= {name: [coded.at(row) for row in range(len(tickets))] for name, coded in tickets.fields.items()}
    return pa.table({"id": [f"{prefix}{row}" for row in range(len(tickets))], **columns})


KINDS = {
    pa.string(): "STRING", pa.bool_(): "BOOLEAN", pa.timestamp("us"): "TIMESTAMP_NTZ", pa.date32(): "DATE",
    pa.null(): "VOID",
}  # fmt: skip


def frame(spark, table):
    """An Arrow table as a DataFrame, its times those of a wall clock: left to itself Spark makes instants of them."""
    schema = ", ".join(f"{field.name} {KINDS[field.type]}" for field in table.schema)
    return spark.createDataFrame(table, schema)


def told(table):
    """What a table says, the order of its rows left out."""
    return Counter(tuple(row.items()) for row in table.to_pylist())


def local(table, city, as_of=AS_OF, **more):
    """What the local run says of a table."""
    return arrow.check(table, city, as_of=as_of, **more).drop_columns(["row"])


CHANGES = {
    "weifang": lambda city: city.with_overlay(overlay("shandong_2020")),
    "jinan": lambda city: city.with_days(
        DayLayer.model_validate({"name": "closed", "years": [2026], "off": ["2026-03-02/2026-03-13"]})
    ),
    "ganzi": lambda city: city.with_office_hours(
        OfficeHours.model_validate(
            {"name": "office", "source": "test", "rules": [{"intervals": ["09:00-12:00", "14:00-18:00"]}]}
        )
    ),
    "karamay": lambda city: city.with_readings(
        {one.reading: other for one in city.choices for other in one.admissible if other != city.chosen[one.reading]}
    ),
}


class TestSession:
    def test_each_city_by_name_is_judged_as_on_one_machine(self, spark):
        tickets = wild(250, 11)
        table = table_of(tickets)
        df = frame(spark, table).repartition(3)
        for name in CITIES:
            city = jurisdiction(name)
            found = cluster.review(df, city.name_zh, AS_OF).toArrow()
            assert told(found) == told(local(table, city))
            assert set(found["id"].to_pylist()) == set(table["id"].to_pylist())

        verdicts = {(row["id"], row["stage"], row["round"], row["n"]): row for row in found.to_pylist()}
        for row in range(0, len(tickets), 2):  # `found` is of the last city
            for one in deadlines.check(tickets.ticket(row), city, as_of=AS_OF).stages:
                own = verdicts[str(row), one.stage, one.round, one.n]
                times = (one.start, one.due, one.due_latest, one.done, one.done_latest)
                said = (
                    one.unit,
                    one.state.value,
                    one.why,
                    one.provision,
                    *(at and at.replace(tzinfo=None) for at in times),
                )
                names = ("unit", "state", "why", "provision", "start", "due", "due_latest", "done", "done_latest")
                if one.unit is not None:
                    said = (tickets.fields["unit"].at(row) or one.unit, *said[1:])
                assert tuple(own[name] for name in names) == said

    @pytest.mark.parametrize("name", CITIES)
    def test_a_city_with_changes_travels_to_the_workers(self, spark, name):
        shipped = jurisdiction(name)
        city = CHANGES[name](shipped)
        for one in (shipped, city):
            deadlines.check(wild(1, 1).ticket(0), one, as_of=AS_OF)  # what it has worked out does not travel
        table = table_of(wild(200, 12, years=(2026,)))
        found = told(cluster.review(frame(spark, table), city, AS_OF).toArrow())
        assert found == told(local(table, city))
        assert found != told(local(table, shipped))

    @pytest.mark.parametrize("zone", ["Asia/Shanghai", "UTC", "America/New_York"])
    def test_the_zone_of_the_session_changes_no_verdict(self, spark, zone):
        rows = [
            # as the city's clock tells it, as an instant (the first by its offset, across New York's change of clocks)
            ("1", "2026-03-01 23:30:00", "2026-03-01 10:30:00-05:00", "2026-03-20 17:00:00", "2026-03-20 09:00:00Z"),
            ("2", "2026-03-08 15:30:00", "2026-03-08 07:30:00Z", "2026-03-12 00:00:00", "2026-03-11 16:00:00Z"),
            ("3", "2026-03-09 00:00:00", "2026-03-08 12:00:00-04:00", "2026-03-10 00:10:00", "2026-03-09 16:10:00Z"),
        ]
        wall = pa.table(
            {
                "id": [row[0] for row in rows],
                "arrived": [datetime.fromisoformat(row[1]) for row in rows],
                "promised": [datetime.fromisoformat(row[1]) for row in rows],
                "promised_due": [datetime.fromisoformat(row[3]) for row in rows],
                "handled": [date.fromisoformat(row[3][:10]) for row in rows],
            }
        )
        city, as_of = jurisdiction("jinan"), date(2026, 4, 30)
        as_instants = ", ".join(
            f"('{row}', TIMESTAMP '{at}', TIMESTAMP '{at}', TIMESTAMP '{due}', DATE '{day[:10]}')"
            for row, _, at, day, due in rows
        )
        before = spark.conf.get("spark.sql.session.timeZone")
        spark.conf.set("spark.sql.session.timeZone", zone)
        try:
            instants = spark.sql(f"SELECT * FROM VALUES {as_instants} AS t({', '.join(wall.column_names)})")
            naive = frame(spark, wall)
            assert [kind for _, kind in instants.dtypes[1:]] == ["timestamp"] * 3 + ["date"]
            assert [kind for _, kind in naive.dtypes[1:]] == ["timestamp_ntz"] * 3 + ["date"]
            found = cluster.review(instants, city, as_of).unionAll(cluster.review(naive, city, as_of)).toArrow()
        finally:
            spark.conf.set("spark.sql.session.timeZone", before)
        here = told(local(wall, city, as_of))
        assert told(found) == here + here
        assert {row["start"] for row in found.to_pylist()} == set(wall["arrived"].to_pylist())

    def test_a_ticket_that_cannot_be_read_is_a_row_and_stops_nothing(self, spark):
        at = [datetime(2026, 3, 2, 9), datetime(1899, 12, 31), datetime(2026, 3, 2, 9), None, datetime(2003, 1, 2)]
        kinds = ["help", "help", "怪", None, "help"]
        table = pa.table({"id": list("abcde"), "kind": kinds, "transferred": at, "handled": pa.nulls(5)})
        df = frame(spark, table).repartition(3)
        assert dict(df.dtypes)["handled"] == "void"
        found = cluster.review(df, "karamay", AS_OF, not_recorded=["signed"]).toArrow()
        assert told(found) == told(local(table, jurisdiction("karamay"), not_recorded=("signed",)))
        by_id = {row["id"]: row for row in found.to_pylist()}
        assert set(by_id) == set("abcde")
        assert "1900" in by_id["b"]["error"]
        assert "kind" in by_id["c"]["error"]
        assert [by_id[one]["error"] for one in "ade"] == [None] * 3
        assert cluster.review(df.limit(0), "karamay", AS_OF).collect() == []

    def test_findings_are_what_is_late_or_overdue(self, spark):
        table = table_of(wild(200, 13))
        found = cluster.findings(frame(spark, table).repartition(2), "ganzi", AS_OF).toArrow()
        adverse = [
            row for row in local(table, jurisdiction("ganzi")).to_pylist() if row["state"] in ("late", "overdue")
        ]
        assert told(found) == Counter(tuple(row.items()) for row in adverse)
        assert {row["state"] for row in adverse} == {"late", "overdue"}

    def test_what_is_wrong_with_the_call_is_said_before_anything_runs(self, spark):
        def df(columns):
            return spark.createDataFrame([], columns)

        good = df("id STRING, arrived TIMESTAMP")
        with pytest.raises(UnknownNameError, match="'arival'; known: arrived"):
            cluster.review(df("id STRING, arival TIMESTAMP"), "jinan", AS_OF)
        with pytest.raises(InvalidValueError, match=r"column arrived: found 'string'; accepted: timestamp"):
            cluster.review(df("id STRING, arrived STRING"), "jinan", AS_OF)
        with pytest.raises(InvalidValueError, match=r"column fed_back_contents: found 'array<string>'"):
            cluster.review(df("id STRING, fed_back TIMESTAMP, fed_back_contents ARRAY<STRING>"), "jinan", AS_OF)
        with pytest.raises(InvalidValueError, match="a column id among them"):
            cluster.review(df("arrived TIMESTAMP"), "jinan", AS_OF)
        with pytest.raises(InvalidValueError, match=r"\['arrived'\]; accepted: each name once"):
            cluster.review(good.join(good.withColumnRenamed("id", "other"), how="cross"), "jinan", AS_OF)
        with pytest.raises(UnknownNameError, match="'jinnan'; known: jinan"):
            cluster.review(good, "jinnan", AS_OF)
        with pytest.raises(UnknownNameError, match="'singed'; known: signed"):
            cluster.findings(good, "jinan", AS_OF, not_recorded=("singed",))
        with pytest.raises(InvalidValueError, match="as_of"):
            cluster.review(good, "jinan", "2026-06-15")

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_worked_example_says_what_the_document_says(self, spark, lang, monkeypatch, capsys):
        text = (ROOT / f"docs/{lang}/spark.md").read_text(encoding="utf-8")
        code, output = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.S).groups()
        assert "Java 17" in text
        monkeypatch.setattr(type(spark), "stop", lambda session: None)
        exec(compile(code, f"spark.md ({lang})", "exec"), {})
        assert capsys.readouterr().out == output


class TestWorker:
    """What a worker does with a partition, without Spark."""

    def test_a_partition_of_many_batches_is_judged_as_one_table(self, monkeypatch):
        monkeypatch.setattr(cluster, "CHUNK", 30)
        table = table_of(wild(150, 14))
        key = (jurisdiction("ganzi").model_dump_json(), AS_OF, ())
        sizes = [piece.num_rows for piece in cluster._gathered(table.to_batches(max_chunksize=20))]
        assert sizes == [40, 40, 40, 30]
        for _ in range(2):  # anew, and by the judge that was kept
            found = pa.Table.from_batches(cluster._judged(table.to_batches(max_chunksize=20), key, adverse=False))
            assert told(found) == told(local(table, jurisdiction("ganzi")))
            assert list(cluster._kept) == [key]
        assert list(cluster._judged([], key, adverse=False)) == []

    def test_a_judge_that_was_interrupted_is_not_used_again(self):
        key = (jurisdiction("ganzi").model_dump_json(), AS_OF, ())
        batches = table_of(wild(20, 15)).to_batches()
        list(cluster._judged(batches, key, adverse=False))
        next(cluster._judged(batches, key, adverse=False))
        assert not cluster._kept

    @pytest.mark.parametrize("name", CITIES)
    def test_a_city_made_again_from_its_document_is_the_same_city(self, name):
        shipped = jurisdiction(name)
        for city in (shipped, CHANGES[name](shipped), CHANGES[name](shipped).as_known_on(date(2026, 1, 1))):
            made = cluster.load(city.model_dump_json())
            assert made == city
            assert made.rules_hash == city.rules_hash

    def test_what_comes_out_are_the_columns_of_the_local_run_but_for_the_row(self):
        names = [name for name in arrow.SCHEMA.names if name != "row"]
        assert re.findall(r"`(\w+)`", cluster.SCHEMA) == names
        assert cluster.SCHEMA.startswith("`id` STRING, `stage` STRING, `round` INT")


@pytest.mark.parametrize("missing", ["pyspark", "pyarrow", "numpy"])
def test_where_a_package_is_missing_the_message_says_how_to_get_it(missing):
    code = f"import sys; sys.modules[{missing!r}] = None; import hotline_desk.cluster"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert found.returncode == 1
    last = found.stderr.strip().splitlines()[-1]
    assert last.startswith("ImportError: hotline_desk.cluster needs pyspark, pandas, pyarrow and numpy")
    assert missing in last
    assert "pip install 'hotline-rules[spark]'" in last
    assert "Java 17" in last
