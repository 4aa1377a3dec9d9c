//! Closed lists of values: task status, source of funds, agency role.

use std::sync::LazyLock;

use crate::text::fold;

/// An enum whose values have a key in files and forms; serialized as its key.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The key in files and forms.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.key())
            }
        }
    };
}
pub(crate) use keyed;

/// A keyed enum with labels; both keys and labels are parsed.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal;)+ }) => {
        keyed! { $(#[$doc])* $name { $($(#[$vdoc])* $variant = $key;)+ } }

        impl $name {
            /// The label for display.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Parses a key or a label, ignoring case, spacing, hyphens and diacritics.
            pub fn parse(written: &str) -> Option<Self> {
                // Fast path: the exact spelling is most frequent and needs no allocation.
                for value in Self::ALL {
                    if written == value.label() || written == value.key() {
                        return Some(*value);
                    }
                }
                if fold::unfoldable_in_value(written).is_some() {
                    return None;
                }
                static FOLDED: LazyLock<Vec<(String, $name)>> = LazyLock::new(|| {
                    let names = |v: &$name| [(v.label(), *v), (v.key(), *v)];
                    let names = $name::ALL.iter().flat_map(names);
                    names.map(|(name, value)| (fold::ascii(name), value)).collect()
                });
                // No value has so many letters: nothing of a long text need be folded.
                let longest = FOLDED.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
                let beginning: Vec<u8> = fold::ascii_bytes(written).take(longest + 1).collect();
                FOLDED.iter().find(|(name, _)| name.as_bytes() == beginning).map(|(_, value)| *value)
            }
        }
    };
}

closed_list! {
    /// The status of a task.
    Status {
        /// Not begun.
        NotStarted = "chua_trien_khai", "Chưa triển khai";
        /// In progress.
        InProgress = "dang_trien_khai", "Đang triển khai";
        /// Recurring, without an end.
        Ongoing = "thuong_xuyen", "Thực hiện thường xuyên";
        /// Finished.
        Complete = "hoan_thanh", "Hoàn thành";
        /// Paused.
        Paused = "tam_dung", "Tạm dừng";
        /// Nothing to report in the period.
        Nothing = "khong_phat_sinh", "Không phát sinh";
    }
}

closed_list! {
    /// Source of funds.
    SourceOfFunds {
        /// The state budget.
        Budget = "ngan_sach", "Ngân sách nhà nước";
        /// International aid.
        Aid = "vien_tro", "Tài trợ, viện trợ quốc tế";
        /// Private contributions.
        Social = "xa_hoi_hoa", "Vận động xã hội";
        /// Other lawful sources.
        Other = "khac", "Khác";
    }
}

closed_list! {
    /// The role of an agency in a task.
    Role {
        /// Leads the task and is responsible for it.
        Lead = "chu_tri", "Chủ trì";
        /// Takes part in it.
        Coordinating = "phoi_hop", "Phối hợp";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_labels_are_read_however_written() {
        for text in [
            "dang_trien_khai",
            "Đang triển khai",
            "ĐANG TRIỂN KHAI",
            "dang trien khai",
            "đang triển  khai",
        ] {
            assert_eq!(Status::parse(text), Some(Status::InProgress), "{text}");
        }
        assert_eq!(Status::parse("Đang làm tốt"), None);
        for text in ["❌Hoàn thành", "☐ Hoàn thành", "Hoàn thành?", "[ ] Hoàn thành", "Нoàn thành"]
        {
            assert_eq!(Status::parse(text), None, "{text}");
        }
        assert_eq!(SourceOfFunds::parse("ngân sách nhà nước"), Some(SourceOfFunds::Budget));
        assert_eq!(Role::parse("chủ trì"), Some(Role::Lead));
    }
}
