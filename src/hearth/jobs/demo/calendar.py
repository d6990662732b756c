"""Days and hours counted from the moment that the demonstration is made."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.utils import timezone

FIRST_HOUR, LAST_HOUR = time(9, 0), time(17, 0)


@dataclass(frozen=True)
class Calendar:
    """Turns "30 days ago at ten" into a moment. Staff work on weekdays; so does the past here."""

    at: datetime

    @cached_property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def ago(self, days: int, hour: str = "10:00") -> datetime:
        """A moment on the weekday on or before `days` ago; never later than now."""
        day = self.today - timedelta(days=days)
        day -= timedelta(days=max(0, day.weekday() - 4))
        return min(self._moment(day, time.fromisoformat(hour)), self.at)

    def ahead(self, days: int, hour: str = "10:00") -> datetime:
        """A moment on the weekday on or after `days` from today."""
        return self._moment(self.due(days), time.fromisoformat(hour))

    def due(self, days: int) -> date:
        """A weekday `days` from today, before today when negative; for 0, today itself."""
        day = self.today + timedelta(days=days)
        if days <= 0:
            return day - timedelta(days=max(0, day.weekday() - 4) if days else 0)
        return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)

    def born(self, age: int, month: int, day: int) -> date:
        """The birth date of somebody who is `age` today."""
        had_birthday = (self.today.month, self.today.day) >= (month, day)
        return date(self.today.year - age - (0 if had_birthday else 1), month, day)

    def soon(self) -> datetime:
        """The next half hour today, within working hours: when today's conversation is."""
        now = timezone.localtime(self.at) + timedelta(minutes=45)
        half = now.replace(minute=0 if now.minute < 30 else 30, second=0, microsecond=0)
        kept = (
            min(max(half.time(), FIRST_HOUR), LAST_HOUR) if half.date() == self.today else LAST_HOUR
        )
        return self._moment(self.today, kept)

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=timezone.get_current_timezone())
