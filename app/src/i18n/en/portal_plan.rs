//! Plan and seats of a provider.

texts! {
    PortalPlan {
        title = "Plan and seats",
        bought = "Bought",
        assigned = "Given to clients",
        unassigned = "Unassigned",
        assigned_of(assigned: u32, bought: u32) = "{assigned} of {bought} given to clients",
        change_title = "Seats bought",
        change_text = "Both numbers are totals, and never below what your clients have.",
        below_assigned(n: u32) = "Your clients have {n} seat. Take it back from a client first." | "Your clients have {n} seats. Take some back from a client first.",
        buys(more: u32, left: u32) = "{more} more is bought. {left} are then unassigned." | "{more} more are bought. {left} are then unassigned.",
        gives_back(fewer: u32, left: u32) = "{fewer} is given back. {left} are then unassigned." | "{fewer} are given back. {left} are then unassigned.",
        stays(left: u32) = "{left} is unassigned." | "{left} are unassigned.",
        unchanged = "The numbers are as they were.",
        change = "Change seats",
        done(enterprise: u32, teams: u32) = "Seats bought: Enterprise {enterprise}, Teams {teams}",
    }
}
