"""Qt's own few words (cut, copy, file dialogs) in Danish."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


def speak_danish(app: QApplication) -> bool:
    """Loads Qt's Danish words and Danish ways of dates and numbers. False where they are not installed."""
    QLocale.setDefault(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_da", folder) and app.installTranslator(translator)
