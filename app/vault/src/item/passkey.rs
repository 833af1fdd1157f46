use super::shape::part;

part! {
    /// A FIDO2 credential: its private key lives in the item.
    Passkey {
        clear {
            /// ISO 8601, UTC.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            creation_date: Option<String>,
        }
        secret {
            /// A UUID, or `b64.` and base64url.
            credential_id,
            /// `public-key`
            key_type,
            /// `ECDSA`
            key_algorithm,
            /// `P-256`
            key_curve,
            /// Private key: PKCS#8, base64url.
            key_value,
            rp_id,
            /// base64url
            user_handle,
            user_name,
            /// A decimal number; 0 means that the credential does not count.
            counter,
            rp_name,
            user_display_name,
            /// `true` or `false`
            discoverable,
        }
    }
}
