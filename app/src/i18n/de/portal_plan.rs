//! Plan and seats of a provider.

texts! {
    for PortalPlan {
        title = "Tarif und Plätze",
        bought = "Gekauft",
        assigned = "An Kunden vergeben",
        unassigned = "Nicht vergeben",
        assigned_of(assigned: u32, bought: u32) = "{assigned} von {bought} an Kunden vergeben",
        change_title = "Gekaufte Plätze",
        change_text = "Beide Zahlen sind Gesamtzahlen und nie kleiner als das, was Ihre Kunden haben.",
        below_assigned(n: u32) = "Ihre Kunden haben {n} Platz. Nehmen Sie ihn zuerst von einem Kunden zurück." | "Ihre Kunden haben {n} Plätze. Nehmen Sie zuerst welche von einem Kunden zurück.",
        buys(more: u32, left: u32) = "{more} weiterer wird gekauft. {left} sind dann nicht vergeben." | "{more} weitere werden gekauft. {left} sind dann nicht vergeben.",
        gives_back(fewer: u32, left: u32) = "{fewer} wird zurückgegeben. {left} sind dann nicht vergeben." | "{fewer} werden zurückgegeben. {left} sind dann nicht vergeben.",
        stays(left: u32) = "{left} ist nicht vergeben." | "{left} sind nicht vergeben.",
        unchanged = "Die Zahlen sind wie zuvor.",
        change = "Plätze ändern",
        done(enterprise: u32, teams: u32) = "Gekaufte Plätze: Enterprise {enterprise}, Teams {teams}",
    }
}
