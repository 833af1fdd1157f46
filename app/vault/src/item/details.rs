use serde::{Deserialize, Serialize};

use super::{
    Unknown,
    shape::{Part, part},
};
use crate::Error;

/// What makes an item a note: nothing but its kind. The text is in the item's notes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecureNote {
    /// Always 0.
    #[serde(rename = "type", default)]
    pub kind: u8,
    /// What this version does not know.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl<T> Part<T> for SecureNote {
    type With<U> = Self;

    fn convert<U>(&self, _with: &mut impl FnMut(&T) -> Result<U, Error>) -> Result<Self, Error> {
        Ok(self.clone())
    }

    fn each_text(&self, _visit: &mut impl FnMut(&T)) {}

    fn each_unknown(&mut self, visit: &mut impl FnMut(&mut Unknown)) {
        visit(&mut self.unknown);
    }
}

part! {
    /// A payment card.
    Card {
        secret {
            cardholder_name,
            /// Such as `Visa` or `Mastercard`.
            brand,
            number,
            /// 1 to 12, without leading zero.
            exp_month,
            /// Four digits.
            exp_year,
            code,
        }
    }
}

part! {
    /// A person or company to fill forms with.
    Identity {
        secret {
            title,
            first_name,
            middle_name,
            last_name,
            address1,
            address2,
            address3,
            city,
            state,
            postal_code,
            country,
            company,
            email,
            phone,
            ssn,
            username,
            passport_number,
            license_number,
        }
    }
}

part! {
    /// A key pair for SSH.
    SshKey {
        secret {
            /// OpenSSH or PKCS#8, PEM.
            private_key,
            /// One line of an `authorized_keys` file.
            public_key,
            /// `SHA256:` and base64 without padding.
            key_fingerprint,
        }
    }
}

part! {
    /// An account at a bank.
    BankAccount {
        secret {
            bank_name,
            name_on_account,
            account_type,
            account_number,
            routing_number,
            branch_number,
            pin,
            swift_code,
            iban,
            bank_contact_phone,
        }
    }
}

part! {
    /// A driving licence.
    DriversLicense {
        secret {
            first_name,
            middle_name,
            last_name,
            date_of_birth,
            license_number,
            issuing_country,
            issuing_state,
            issue_date,
            expiration_date,
            issuing_authority,
            license_class,
        }
    }
}

part! {
    /// A passport.
    Passport {
        secret {
            surname,
            given_name,
            date_of_birth,
            sex,
            birth_place,
            nationality,
            issuing_country,
            passport_number,
            passport_type,
            national_identification_number,
            issuing_authority,
            issue_date,
            expiration_date,
        }
    }
}
