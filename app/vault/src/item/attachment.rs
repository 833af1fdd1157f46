use serde_json::Value;

use super::shape::part;

part! {
    /// What an item knows about an attached file. The file itself is elsewhere, encrypted under the attachment's key.
    Attachment {
        clear {
            #[serde(default, skip_serializing_if = "Option::is_none")]
            id: Option<String>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            url: Option<String>,
            /// Bytes of the encrypted file, as text or number.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            size: Option<Value>,
            #[serde(default, skip_serializing_if = "Option::is_none")]
            size_name: Option<String>,
            /// The file's key, a type 2 string under the item's key, in both forms. Very old files have none: they are
            /// encrypted under the key of the owner.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            key: Option<String>,
        }
        secret {
            file_name,
        }
    }
}
