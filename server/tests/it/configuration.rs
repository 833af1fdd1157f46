use crate::on_both_engines;
use server::config::{demand_shared_secret, load_or_make_secret, load_or_make_setup_token};
use std::os::unix::fs::PermissionsExt as _;

on_both_engines! {
    async fn servers_on_one_database_must_have_one_secret(world) {
        let store = &world.instance.store;
        demand_shared_secret(store, &[1; 32]).await.unwrap();
        demand_shared_secret(store, &[1; 32]).await.unwrap();
        let refusal = demand_shared_secret(store, &[2; 32]).await.unwrap_err().to_string();
        assert!(refusal.contains("CASTELLAN_SECRET_FILE"), "{refusal}");
    }
}

#[test]
fn secrets_are_made_once_and_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret");
    let first = load_or_make_secret(&path).unwrap();
    assert_ne!(*first, [0; 32]);
    assert_eq!(load_or_make_secret(&path).unwrap(), first);
    let token = load_or_make_setup_token(folder.path()).unwrap();
    assert_eq!((token.len(), load_or_make_setup_token(folder.path()).unwrap()), (40, token));
    for name in ["secret", "setup-token"] {
        let mode = std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    std::fs::write(&path, "too short").unwrap();
    assert!(load_or_make_secret(&path).unwrap_err().to_string().contains("exactly 32 random bytes"));
}
