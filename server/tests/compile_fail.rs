//! What the types forbid. Each file must be refused by the compiler, for the reason beside it.

#[test]
fn access_to_items_comes_from_a_membership_and_nothing_else() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
