//! A tree out of names with slashes, as all clients of the protocol read them.

use vault::fold;

/// Between the names of a collection and of the one it lies in.
pub(super) const SEPARATOR: char = '/';

/// Where a collection stands in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its place among what was given.
    pub(super) at: usize,
    /// How many collections it lies in.
    pub(super) depth: usize,
    /// Its name there.
    pub(super) name: String,
    /// What it lies in, where the list does not show it.
    pub(super) above: String,
}

/// The last part of a path.
pub(super) fn leaf(path: &str) -> &str {
    path.rsplit(SEPARATOR).next().unwrap_or(path)
}

/// What a path lies in; empty at the top.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once(SEPARATOR).map_or("", |(parent, _)| parent)
}

/// The path of a name in a parent.
pub(super) fn join(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}{SEPARATOR}{name}") }
}

/// What follows in a path below another one; nothing if it is not below it.
pub(super) fn below<'p>(path: &'p str, above: &str) -> Option<&'p str> {
    path.strip_prefix(above)?.strip_prefix(SEPARATOR)
}

/// Those whose path has the searched text in it. All of them make a tree; what was found by a search makes a plain list.
pub(super) fn arrange(paths: &[String], search: &str) -> Vec<Placed> {
    let search = fold(search.trim());
    let key = |path: &str| path.split(SEPARATOR).map(fold).collect::<Vec<_>>();
    let mut order = paths.iter().enumerate().filter(|(_, path)| fold(path).contains(&search)).collect::<Vec<_>>();
    order.sort_by_cached_key(|(at, path)| (key(path), *at));
    let place = |(at, path): (usize, &String)| {
        if !search.is_empty() {
            return Placed { at, depth: 0, name: leaf(path).to_owned(), above: parent(path).to_owned() };
        }
        // Under the nearest one that exists.
        let above = ancestors(path).filter(|above| paths.iter().any(|other| other == above)).collect::<Vec<_>>();
        let name = above.first().and_then(|above| below(path, above)).unwrap_or(path);
        Placed { at, depth: above.len(), name: name.to_owned(), above: String::new() }
    };
    order.into_iter().map(place).collect()
}

/// What a path lies in, the nearest first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices(SEPARATOR).filter_map(|(at, _)| path.get(..at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paths: &[&str], search: &str) -> Vec<String> {
        let paths = paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>();
        arrange(&paths, search).iter().map(|placed| format!("{}{}|{}", "-".repeat(placed.depth), placed.name, placed.above)).collect()
    }

    #[test]
    fn names_with_slashes_make_a_tree() {
        let paths = ["Office", "IT/Network/Wi-Fi", "IT", "it-old", "IT/Network"];
        assert_eq!(shown(&paths, ""), ["IT|", "-Network|", "--Wi-Fi|", "it-old|", "Office|"]);
    }

    #[test]
    fn without_its_parent_a_collection_stands_under_the_nearest_one_there_is() {
        assert_eq!(shown(&["IT", "IT/Network/Wi-Fi", "Old/Archive"], ""), ["IT|", "-Network/Wi-Fi|", "Old/Archive|"]);
    }

    #[test]
    fn a_search_finds_parts_of_the_path_and_says_where_each_lies() {
        assert_eq!(shown(&["IT", "IT/Network", "Office"], "net"), ["Network|IT"]);
        assert_eq!(shown(&["IT", "IT/Network", "Office"], "IT "), ["IT|", "Network|IT"]);
    }

    #[test]
    fn odd_slashes_break_nothing() {
        assert_eq!(shown(&["/", "a//b", "a", ""], ""), ["|", "-|", "a|", "-/b|"]);
        assert_eq!((leaf("a/b"), parent("a/b"), parent("a")), ("b", "a", ""));
        assert_eq!((below("a/b/c", "a"), below("ab", "a")), (Some("b/c"), None));
    }
}
