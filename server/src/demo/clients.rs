//! The clients of the sample, and those of their people who have a name of their own.

use super::cast::Stage::{self, Accepted, Confirmed, Invited, Revoked};
use crate::model::role::{
    Plan::{self, Enterprise as E, Teams as T},
    Role::{self, Admin, Custom, Owner, User},
};

/// Minutes in an hour and a day.
pub(super) const HOUR: i64 = 60;
pub(super) const DAY: i64 = 24 * HOUR;

/// One line of the table below.
pub(super) struct Line {
    pub name: &'static str,
    pub domain: &'static str,
    pub plan: Plan,
    pub seats: u32,
    pub used: usize,
    /// Of those: members that wait for confirmation, and members who have not accepted.
    pub accepted: usize,
    pub invited: usize,
    pub tags: &'static [&'static str],
    /// Days since the client was created.
    pub days: i64,
    /// Minutes since anything happened there.
    pub quiet: i64,
}

type Row = (&'static str, &'static str, Plan, u32, (usize, usize, usize), &'static [&'static str], i64, i64);

/// Name, first part of the domain, plan, seats, (used, accepted, invited), tags, days since creation, quiet for so many minutes.
/// Who has one used seat and one invitation is being set up.
const TABLE: &[Row] = &[
    ("Hartwell Dental", "hartwell", E, 50, (48, 3, 2), &["Tier 1", "Hampshire"], 58, 12),
    ("Orchard Lane Primary", "orchardlane", T, 80, (61, 0, 0), &["Education"], 57, HOUR),
    ("Brackwater Freight", "brackwater", E, 120, (120, 0, 0), &["Tier 1"], 57, 3 * HOUR),
    ("Kestrel Solicitors", "kestrel", E, 30, (22, 0, 0), &["Legal", "Tier 2"], 55, 26 * HOUR),
    ("Millvale Veterinary", "millvale", T, 12, (1, 0, 1), &[], 2, 2 * DAY),
    ("Pendle Architects", "pendle", T, 20, (17, 0, 0), &["Tier 2"], 54, 4 * DAY),
    ("St Roche Hospice", "stroche", E, 40, (34, 0, 0), &["Charity"], 56, 21 * DAY),
    ("Thistlewood Wines", "thistlewood", T, 15, (9, 0, 1), &[], 40, 5 * DAY),
    ("Ashdown Surveyors", "ashdown", T, 30, (26, 2, 0), &["Tier 2", "Property"], 52, 5 * HOUR),
    ("Bellwether Insurance", "bellwether", E, 85, (78, 0, 0), &["Tier 1", "Finance"], 56, 25),
    ("Bramblewick Bakery", "bramblewick", T, 12, (11, 0, 0), &["Retail"], 33, 3 * DAY),
    ("Calder Print Works", "calder", T, 25, (19, 0, 0), &[], 47, 9 * HOUR),
    ("Corvid Media", "corvid", E, 35, (31, 1, 0), &["Tier 2"], 45, 2 * HOUR),
    ("Dunmore Dental Laboratory", "dunmore", T, 15, (14, 0, 0), &["Health", "Hampshire"], 44, 6 * DAY),
    ("Eastgate Pharmacy", "eastgate", E, 30, (27, 0, 0), &["Health"], 51, 40),
    ("Farrow Lettings", "farrow", T, 15, (13, 1, 0), &["Property"], 29, 7 * HOUR),
    ("Fennick and Hale Accountants", "fennickhale", E, 50, (46, 0, 0), &["Tier 1", "Finance"], 55, 90),
    ("Gannet Marine", "gannet", T, 25, (22, 0, 0), &[], 43, 31 * HOUR),
    ("Greyfriars Nursery", "greyfriars", T, 20, (16, 0, 0), &["Education"], 38, 2 * DAY),
    ("Harbour Row Cafes", "harbourrow", T, 15, (12, 0, 0), &["Retail"], 36, 9 * DAY),
    ("Heron Housing Trust", "heron", E, 80, (72, 0, 0), &["Charity", "Tier 1"], 54, 70),
    ("Ivyleaf Care Homes", "ivyleaf", E, 110, (98, 0, 0), &["Health", "Tier 1"], 55, 18),
    ("Juniper Street Surgery", "juniper", E, 30, (29, 0, 0), &["Health"], 49, 4 * HOUR),
    ("Keld Valley Farm Supplies", "keldvalley", T, 18, (15, 0, 0), &["Retail"], 35, 8 * DAY),
    ("Larkspur Events", "larkspur", T, 10, (9, 0, 0), &[], 27, 30 * HOUR),
    ("Longmeadow Academy", "longmeadow", T, 75, (66, 0, 0), &["Education", "Tier 1"], 53, 2 * HOUR),
    ("Marlow and Finch Estate Agents", "marlowfinch", T, 25, (24, 0, 0), &["Property"], 42, 11 * HOUR),
    ("Netherby Timber", "netherby", T, 18, (18, 0, 0), &["Tier 2"], 41, 28 * HOUR),
    ("Old Foundry Studios", "oldfoundry", T, 15, (12, 0, 0), &[], 31, 12 * DAY),
    ("Osprey Couriers", "osprey", E, 45, (39, 0, 2), &["Tier 2"], 48, 6 * HOUR),
    ("Penhallow Opticians", "penhallow", T, 20, (16, 0, 0), &["Health"], 39, 33 * HOUR),
    ("Quillfeather Books", "quillfeather", T, 10, (7, 0, 0), &["Retail"], 25, 16 * DAY),
    ("Ridgeway Engineering", "ridgeway", E, 60, (57, 0, 0), &["Tier 1"], 53, 3 * HOUR),
    ("Saltmarsh Brewing", "saltmarsh", T, 15, (13, 0, 0), &["Retail"], 30, 7 * DAY),
    ("Silverdale Physiotherapy", "silverdale", T, 12, (10, 0, 0), &["Health"], 26, 50 * HOUR),
    ("Tannery Lane Theatre", "tannerylane", T, 20, (14, 0, 0), &["Charity"], 32, 27 * HOUR),
    ("Tollgate Motors", "tollgate", T, 25, (21, 0, 1), &[], 46, 10 * HOUR),
    ("Underhill Garden Centre", "underhill", T, 20, (17, 0, 0), &["Retail", "Hampshire"], 37, 3 * DAY),
    ("Verity Translations", "verity", T, 10, (8, 0, 0), &[], 24, 11 * DAY),
    ("Wexcombe Parish Council", "wexcombe", T, 8, (6, 0, 0), &["Public sector"], 22, 14 * DAY),
    ("Yarrow Community Energy", "yarrow", T, 6, (5, 0, 0), &["Charity"], 19, 4 * DAY),
    ("Zephyr Leisure", "zephyr", E, 20, (1, 0, 1), &["Tier 2"], 1, 20 * HOUR),
];

pub(super) fn lines() -> impl Iterator<Item = Line> {
    TABLE.iter().map(|&(name, domain, plan, seats, (used, accepted, invited), tags, days, quiet)| Line {
        name,
        domain,
        plan,
        seats,
        used,
        accepted,
        invited,
        tags,
        days,
        quiet,
    })
}

/// Members with a key pair of their own, before the others of their client: domain, name, first part of the address.
/// Owners come first. All other members of a client are given one of a few pairs.
pub(super) const NAMED: &[(&str, &str, &str, Role, Stage)] = &[
    ("hartwell", "Amara Okafor", "amara", Owner, Confirmed),
    ("hartwell", "Ben Castellano", "ben", Admin, Confirmed),
    ("hartwell", "Chloe Winters", "chloe", User, Accepted),
    ("hartwell", "Dev Patel", "dev", Custom, Confirmed),
    ("hartwell", "Elin Mårtensson", "elin", User, Confirmed),
    ("hartwell", "Frank Doyle", "frank", User, Invited),
    ("hartwell", "Grace Liu", "grace", User, Revoked),
    ("hartwell", "Hugo Bell", "hugo", User, Accepted),
    ("hartwell", "Isla Brandt", "isla", User, Accepted),
    ("orchardlane", "Ruth Adeyemi", "ruth.adeyemi", Owner, Confirmed),
    ("brackwater", "Oskar Lindqvist", "oskar.lindqvist", Owner, Confirmed),
    ("kestrel", "Helena Marsh", "helena.marsh", Owner, Confirmed),
    ("pendle", "Tomas Reyes", "tomas.reyes", Owner, Confirmed),
    ("stroche", "Bridget Nolan", "bridget.nolan", Owner, Confirmed),
    ("thistlewood", "Anton Weiss", "anton.weiss", Owner, Confirmed),
    ("ashdown", "Farida Haddad", "farida.haddad", Owner, Confirmed),
    ("ashdown", "Callum Reid", "callum.reid", User, Accepted),
    ("ashdown", "Sunita Rao", "sunita.rao", User, Accepted),
    ("corvid", "Lena Fischer", "lena.fischer", User, Accepted),
    ("farrow", "Joseph Mensah", "joseph.mensah", User, Accepted),
];
