"""What the addresses say: where a redirect ended instead of at the article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from .verdict import Verdict

_CONSENT_LABELS = {"consent", "cmp", "cookieconsent", "cookiewall", "privacywall"}
_CONSENT_PARTS = {
    *("consent", "collectconsent", "cookie-consent", "cookieconsent", "cookie-wall"),
    *("cookiewall", "privacy-wall", "privacywall", "privacy-gate", "privacygate"),
    *("gdpr", "gdpr-consent", "tcf-consent", "einwilligung", "zustimmung"),
}
_LOGIN_LABELS = {
    *("login", "signin", "auth", "accounts", "account", "sso", "id", "identity", "myaccount"),
}
_LOGIN_PARTS = {
    *("login", "log-in", "signin", "sign-in", "wp-login.php", "login.php", "login.html"),
    *("login.aspx", "anmelden", "iniciar-sesion", "inloggen", "logga-in", "zaloguj", "uye-girisi"),
}
_LOGIN_HINTS = _LOGIN_PARTS | {
    *("sso", "auth", "authorize", "authenticate", "anmeldung", "connexion", "accedi"),
    *("logowanie", "giris"),
}
"""Also words of other things: believed where the query leads back."""
_MISSING_PARTS = {
    *("404", "404.html", "404.htm", "404.php", "404.aspx", "error404", "error-404"),
    *("not-found", "notfound", "not_found", "page-not-found", "pagenotfound"),
    *("pagina-no-encontrada", "pagina-nao-encontrada", "page-introuvable"),
    *("seite-nicht-gefunden", "nicht-gefunden"),
}
_SAME_SITE_PREFIXES = ("www.", "m.", "mobile.", "amp.")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
"""A path of one part that is a home page in a language: `en`, `en-gb`."""


def by_way(asked: str, final: str) -> Verdict | None:
    """Return what a redirect to another address says of the page; None if nothing is sure.

    Args:
        asked: http(s) address that was asked for.
        final: http(s) address that answered.
    """
    if _place(asked) == _place(final):
        return None
    own, parts = _parts(asked), _parts(final)
    last, new = parts[-1:], set(parts) - set(own)
    # Without the registrable name and its suffix, which may be any word.
    labels = set(_host(final).split(".")[:-2]) - set(_host(asked).split("."))
    carried = _carries(final, asked)
    gone_to = f"{asked} leads to {final}"
    if labels & _CONSENT_LABELS or (carried and new & _CONSENT_PARTS):
        return Verdict("consent-wall", "asks for consent first", gone_to)
    if set(last) & new & _LOGIN_PARTS or (
        carried and (labels & _LOGIN_LABELS or new & _LOGIN_HINTS)
    ):
        return Verdict("login-wall", "is for those who log in", gone_to)
    if set(last) & new & _MISSING_PARTS:
        return Verdict("soft-404", "is gone, and nobody says so by its status", gone_to)
    if _host(asked) == _host(final) and not urlsplit(final).query and _is_front(own, parts):
        return Verdict("soft-404", "is gone: it leads to a front page", gone_to)
    return None


def _parts(url: str) -> list[str]:
    return [part for part in unquote(urlsplit(url).path).lower().split("/") if part]


def _host(url: str) -> str:
    host = urlsplit(url).hostname or ""
    for prefix in _SAME_SITE_PREFIXES:
        host = host.removeprefix(prefix)
    return host


def _place(url: str) -> tuple[str, list[str], str]:
    return _host(url), _parts(url), urlsplit(url).query


def _carries(final: str, asked: str) -> bool:
    """Return whether the query brings the address that was asked for, to come back to."""
    path = unquote(urlsplit(asked).path)
    if len(path) < 2:
        return False
    return any(path in unquote(value) for _, value in parse_qsl(urlsplit(final).query))


def _is_front(before: list[str], after: list[str]) -> bool:
    """Return whether a path leads from an article to a home page or to a section above it."""
    if not before or not is_slug(before[-1]) or len(after) >= len(before):
        return False
    if len(after) > 2 or any(map(is_slug, after)):
        return False
    return before[: len(after)] == after or (
        len(after) == 1 and _LANGUAGE.fullmatch(after[0]) is not None
    )


def is_slug(part: str) -> bool:
    """Return whether a part of a path names one article: a number in it, or several words."""
    return any(letter.isdigit() for letter in part) or part.count("-") + part.count("_") >= 2
