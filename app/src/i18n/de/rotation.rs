//! Changing the provider key.

texts! {
    for Rotation {
        card = "Anbieterschlüssel",
        card_text = "Öffnet die Schlüssel aller Kunden. Alle bestätigten Mitarbeitenden des Anbieters haben ihn, jeweils mit dem eigenen Schlüssel versiegelt. Der Server kann ihn nicht öffnen.",
        open = "Anbieterschlüssel wechseln",
        go_on = "Wechsel fortsetzen",
        due_title = "Jemand hat den Anbieter verlassen, der den Anbieterschlüssel kannte",
        due_text = "Wer gegangen ist, erreicht damit diesen Server nicht mehr. Wechseln Sie den Schlüssel, damit eine Kopie davon nichts öffnet, was ab jetzt hinzukommt.",
        begun(by: &str) = "{by} hat den Wechsel des Schlüssels begonnen und nicht abgeschlossen. Bis dahin gilt der alte.",

        title = "Anbieterschlüssel wechseln",
        intro = "Dieser Browser erzeugt einen neuen Schlüssel, verschlüsselt damit die Schlüssel aller Kunden und versiegelt ihn für alle Mitarbeitenden des Anbieters. Die Inhaber Ihrer Kunden sehen es in ihren Ereignisprotokollen.",
        intro_safe = "Nichts ändert sich, bevor alles erledigt ist. Sie können anhalten und später fortsetzen.",
        intro_limits = "Wer den alten Schlüssel kannte und den Schlüssel eines Kunden behalten hat, behält ihn. Personen, denen der Zugriff jetzt entzogen ist, werden neu bestätigt, wenn er wiederhergestellt wird.",
        change = "Schlüssel wechseln",
        wrapping = "Kundenschlüssel werden verschlüsselt",
        running_text = "Lassen Sie diese Seite geöffnet. Nach einer Unterbrechung geht es dort weiter, wo es aufgehört hat.",
        link_unopened = "Der Schlüssel eines Kunden lässt sich mit dem jetzigen Anbieterschlüssel nicht öffnen und kann deshalb nicht neu verschlüsselt werden. Nichts wurde geändert. Entfernen Sie diesen Kunden, oder fragen Sie die Person, die ihn hinzugefügt hat.",
        compare_title = "Diese Schlüssel wurden noch nie verglichen",
        compare_text = "Vergleichen Sie jede Phrase in einem Anruf, den Sie begonnen haben. Wer ausgelassen wird, muss neu bestätigt werden und hat bis dahin keinen Zugriff.",
        compared(name: &str) = "{name} hat dieselben Wörter",
        finish = "Wechsel abschließen",
        done = "Der Anbieterschlüssel wurde gewechselt",
    }
}
