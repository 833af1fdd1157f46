//! Provider Portal.

texts! {
    for Portal {
        title = "Anbieterportal",
        admins_only = "Das können nur Anbieter-Admins. Wenden Sie sich an einen.",
        not_for_you = "Diese Seite ist für Anbieter-Admins",
        event_log = "Ereignisprotokoll",

        plan_teams = "Teams",
        plan_teams_text = "Gemeinsame Sammlungen, Gruppen und Ereignisprotokolle.",
        plan_enterprise = "Enterprise",
        plan_enterprise_text = "Für Kunden, die Richtlinien und Kontowiederherstellung wünschen werden. Beides kommt erst noch.",
    }
}
