"""Chain the rows: each says its place in its lane, and holds the hash of the row before it."""

from django.db import migrations, models
from django.db.models import F

from hearth.core.chain import START, Head, lane_of, link

SAID = (
    "at", "account_id", "who", "acting_as", "through", "person_id", "did", "why", "what",
    "allowed", "reason", "is_change", "section", "thread",
)  # fmt: skip


def chain_what_is_there(apps, _):
    """Give the rows of before their place, in the order in which they were added."""
    heads: dict[int, Head] = {}
    rows = apps.get_model("audit", "AuditRow").objects
    # Those with a place are done: where a key moves, SQLite would come by its row again.
    for row in rows.filter(number=0).order_by("id").iterator():
        lane = lane_of(row.person_id)
        made = link(heads.get(lane, Head()), lane, {name: getattr(row, name) for name in SAID})
        rows.filter(id=row.id).update(
            id=made.key, lane=lane, number=made.number, previous=made.previous, hash=made.hash
        )
        heads[lane] = Head(made.number, made.hash)
    keep = apps.get_model("audit", "LaneHead")
    keep.objects.bulk_create(
        keep(lane=lane, number=head.number, hash=head.hash) for lane, head in heads.items()
    )


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="LaneHead",
            fields=[
                ("lane", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(default=START, max_length=64)),
            ],
        ),
        migrations.AlterField("auditrow", "id", models.BigIntegerField(primary_key=True, serialize=False)),
        migrations.AddField(
            "auditrow", "reason", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddField(
            "auditrow", "section", models.CharField(blank=True, default="", max_length=30)
        ),
        migrations.AddField("auditrow", "thread", models.UUIDField(null=True)),
        migrations.AddField(
            "auditrow", "lane", models.PositiveSmallIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "auditrow", "number", models.PositiveBigIntegerField(default=0), preserve_default=False
        ),
        migrations.AddField(
            "auditrow", "previous", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.AddField(
            "auditrow", "hash", models.CharField(default="", max_length=64), preserve_default=False
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AddConstraint(
            "auditrow",
            models.CheckConstraint(
                name="audit_row_key_is_its_place",
                condition=models.Q(id=(F("lane") + 1) * 2**40 + F("number")),
            ),
        ),
    ]  # fmt: skip
