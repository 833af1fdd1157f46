//! Headings of the component gallery.

texts! {
    Gallery {
        title = "Components",
        intro = "Every component in every state.",
        buttons = "Buttons",
        charts = "Charts",
        choices = "Choices",
        empty = "Empty states",
        fields = "Fields",
        layers = "Dialogs, drawers and menus",
        marks = "Badges, tags and monograms",
        measures = "Meters, rings and progress",
        messages = "Banners, callouts and toasts",
        parts = "Tabs, steps and chips",
        table = "Table with 10,000 rows",
        table_states = "Table without rows",
        times = "Times",
        waiting = "Waiting",
    }
}
