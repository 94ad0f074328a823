"""What time it is where the meetings are: one zone, whatever the zone of the computer."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# Times are stored in UTC; people read and type them as on the wall of the meeting room.
LOCAL_ZONE = ZoneInfo("America/Martinique")


def now() -> datetime:
    """This instant, in the zone of the meeting room."""
    return datetime.now(UTC).astimezone(LOCAL_ZONE)


def today() -> date:
    """The day on the wall of the meeting room."""
    return now().date()


def short_moment(when: datetime) -> str:
    """A time inside a sentence: "12/03/2026 à 14 h 05". ``data.french.formats.moment`` writes it in full."""
    local = when.astimezone(LOCAL_ZONE)
    return f"{local:%d/%m/%Y} à {local:%H}\u00a0h\u00a0{local:%M}"
