//! Headings of the component gallery.

texts! {
    for Gallery {
        title = "Komponenten",
        intro = "Jede Komponente in jedem Zustand.",
        buttons = "Schaltflächen",
        charts = "Diagramme",
        choices = "Auswahl",
        empty = "Leere Zustände",
        fields = "Felder",
        layers = "Dialoge, Seitenleisten und Menüs",
        marks = "Abzeichen, Schlagwörter und Monogramme",
        measures = "Pegel, Ringe und Fortschritt",
        messages = "Banner, Hinweise und Meldungen",
        parts = "Reiter, Schritte und Chips",
        table = "Tabelle mit 10.000 Zeilen",
        table_states = "Tabelle ohne Zeilen",
        times = "Zeiten",
        waiting = "Warten",
    }
}
