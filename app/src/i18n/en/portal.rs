//! Provider Portal.

texts! {
    Portal {
        title = "Provider Portal",
        admins_only = "Only provider admins can do this. Ask one of yours.",
        not_for_you = "This page is for provider admins",
        event_log = "Event log",

        plan_teams = "Teams",
        plan_teams_text = "Shared collections, groups and event logs.",
        plan_enterprise = "Enterprise",
        plan_enterprise_text = "For clients that will want policies and account recovery; both are still to come.",
    }
}
