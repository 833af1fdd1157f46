//! Names out of which the other members of the sample are made. The two numbers of names have no common divisor.

pub(super) const FIRST: [&str; 64] = [
    "Adam", "Aisha", "Alice", "Amir", "Anna", "Arthur", "Beth", "Caleb", "Carla", "Cedric", "Clara", "Connor", "Daisy", "Daniel", "Deepa", "Dylan", "Edith",
    "Elias", "Emma", "Erik", "Esme", "Farah", "Felix", "Fiona", "Gavin", "Gemma", "George", "Hana", "Harry", "Hazel", "Ian", "Imogen", "Jack", "Jasmine",
    "Joan", "Jonas", "Julia", "Kamal", "Kate", "Keira", "Lars", "Leo", "Lucy", "Maja", "Marcus", "Maya", "Milo", "Nadia", "Nathan", "Nina", "Oliver", "Omar",
    "Paula", "Peter", "Rania", "Robin", "Rosa", "Samir", "Sara", "Simon", "Tessa", "Victor", "Yusuf", "Zoe",
];

pub(super) const LAST: [&str; 63] = [
    "Abbott", "Ahmed", "Archer", "Barker", "Baxter", "Bennett", "Bishop", "Boateng", "Bryant", "Byrne", "Campbell", "Carter", "Chandra", "Chapman", "Clarke",
    "Costa", "Dawson", "Dixon", "Duncan", "Ellis", "Farrell", "Fletcher", "Forster", "Garcia", "Gibson", "Grant", "Griffin", "Hansen", "Harper", "Hayes",
    "Hughes", "Hussain", "Ivanov", "Jensen", "Jordan", "Kaur", "Keane", "Khan", "Lambert", "Lawson", "Lowe", "Malik", "Mason", "Mehta", "Moore", "Murray",
    "Nowak", "Osborne", "Owens", "Parsons", "Payne", "Price", "Quinn", "Rossi", "Rowe", "Shaw", "Singh", "Sutton", "Tanaka", "Turner", "Walsh", "Webb",
    "Yates",
];
