"""A session added or corrected by hand in plain text: its facts by number, then save."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from securecoach_tui.app import hand_form
from securecoach_tui.app.hand_form import HandForm
from securecoach_tui.i18n import _
from securecoach_tui.plain.prompts import ask_number, ask_text, choose
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.text import by_hand
from securecoach_tui.text.by_hand import FIELDS, HandField

if TYPE_CHECKING:
    from securecoach_tui.plain.context import PlainContext


def add(context: PlainContext) -> None:
    """Let the person enter a session that they did without SecureCoach."""
    form = _form(context, None)
    fields = _filled_in(context, form)
    if fields is None:
        return
    id = secrets.token_hex(8)
    _save(context, id, fields)
    form.clear()
    if choose(context, _("Added by hand"), [_("Undo")]) == 0:
        context.writer.delete("session", id)
        context.print_saved(_("Undone. The session isn't in your history any more."))
        context.reload()


def correct(context: PlainContext, session: SessionRecord) -> SessionRecord:
    """Let the person correct a session. Return it as it is afterwards."""
    form = _form(context, session)
    fields = _filled_in(context, form)
    if fields is None:
        return session
    _save(context, session.id, fields)
    form.clear()
    if choose(context, _("Corrected by hand"), [_("Undo")]) == 0:
        context.writer.keep("session", session.id, hand_form.fields_before(session, fields))
        context.print_saved(_("Correction undone."))
        context.reload()
        return session
    return hand_form.record_of(session.id, fields, session)


def _form(context: PlainContext, session: SessionRecord | None) -> HandForm:
    form = HandForm(context.drafts, context.exercises(), context.clock.now().date(), session)
    context.io.print(by_hand.purpose(new=form.is_new))
    if form.has_entries:
        context.io.print(_("What you entered before is back."))
    return form


def _filled_in(context: PlainContext, form: HandForm) -> dict[str, Any] | None:
    """The fields to save; None if the person goes back, which keeps what was entered as a draft."""
    while True:
        labels = [_("{label}: {value}").format(label=by_hand.label(one), value=form.shown(one)) for one in FIELDS]
        labels += [_("Save"), *([_("Clear the form")] if form.has_entries else [])]
        chosen = choose(context, by_hand.title(new=form.is_new), labels)
        if chosen is None:
            return None
        if chosen < len(FIELDS):
            _ask(context, form, FIELDS[chosen])
        elif chosen > len(FIELDS):
            form.clear()
        else:
            fields = form.fields(context.clock.now())
            if not isinstance(fields, str):
                return fields
            context.io.print(fields)


def _ask(context: PlainContext, form: HandForm, field: HandField) -> None:
    """Ask for a fact until the answer can be used; an empty one leaves it as it is."""
    asked = by_hand.ask(field, form.today, new=form.is_new)
    if field == "exercise":
        exercises = context.exercises()
        ids = hand_form.most_practised(exercises, context.record.sessions)
        chosen = choose(context, asked, [exercises[id].title for id in ids])
        if chosen is not None:
            form.put(field, ids[chosen])
        return
    if field in ("before", "after"):
        value = ask_number(context, asked, _("0-10"), 0, 10)
        if value is not None:
            form.put(field, str(value))
        return
    draft = form.text_draft(field)
    while (text := ask_text(context, asked, by_hand.label(field), draft=draft, held=True)) is not None:
        asked = form.put(field, text)
        context.drafts.drop(draft)  # what can't be used is quoted, and isn't in the way of the next answer
        if not asked:
            return


def _save(context: PlainContext, id: str, fields: dict[str, Any]) -> None:
    context.writer.keep("session", id, fields)
    context.print_saved()
    context.print_people_after(str(fields.get("reflection") or ""))
    context.reload()
