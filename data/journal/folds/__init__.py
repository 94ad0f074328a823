"""Folds of the journal: pure functions from its rows to what a page shows, without any reading."""

from data.journal.folds.action_tracking import budget, entries, progress
from data.journal.folds.agenda import agenda_of_day
from data.journal.folds.decisions import decisions, from_earlier, late, noted_at, recommendation_links
from data.journal.folds.fields import (
    CONFIDENCES,
    DECISION_STATUSES,
    DECISION_TYPES,
    PROGRESS_STATUSES,
    REQUEST_STATES,
    REQUESTS,
    action_ids,
    label_of,
    tag_words,
)
from data.journal.folds.history import FieldChange, changes_between, history
from data.journal.folds.meeting import MeetingState, changed_since_last, meeting_state
from data.journal.folds.meetings import attendance, closed_at, current_meeting, meetings, rows_of
from data.journal.folds.rows import Change, empty_rows, end_of, in_force
from data.journal.folds.scenarios import scenarios
from data.journal.folds.shown import screens_shown, showing
from data.journal.folds.tags import TAG_FIELDS, tags
