//! The closed lists of values: status of a task, source of funds, role of an agency.

use crate::text::fold;

/// An enum of which each value has a key in files and forms; it is written as its key.
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

/// The same with words for people, of which either is read.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal, $label:literal;)+ }) => {
        keyed! { $(#[$doc])* $name { $($(#[$vdoc])* $variant = $key;)+ } }

        impl $name {
            /// The words people read.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Reads a key or a label, whatever its case, spacing, hyphens or accents.
            pub fn parse(written: &str) -> Option<Self> {
                // The exact spelling is by far the most frequent and costs no allocation.
                for value in Self::ALL {
                    if written == value.label() || written == value.key() {
                        return Some(*value);
                    }
                }
                if fold::unfoldable_in_value(written).is_some() {
                    return None;
                }
                let key = fold::ascii(written);
                Self::ALL.iter().copied().find(|v| {
                    key == fold::ascii(v.label()) || key == fold::ascii(v.key())
                })
            }
        }
    };
}

closed_list! {
    /// How far a task is.
    Status {
        /// Not begun.
        NotStarted = "chua_trien_khai", "Chưa triển khai";
        /// Under way.
        InProgress = "dang_trien_khai", "Đang triển khai";
        /// Done again and again, with no end.
        Ongoing = "thuong_xuyen", "Thực hiện thường xuyên";
        /// Finished.
        Complete = "hoan_thanh", "Hoàn thành";
        /// Stopped for a while.
        Paused = "tam_dung", "Tạm dừng";
        /// Nothing came up in the period.
        Nothing = "khong_phat_sinh", "Không phát sinh";
    }
}

closed_list! {
    /// Where money comes from.
    SourceOfFunds {
        /// The state budget.
        Budget = "ngan_sach", "Ngân sách nhà nước";
        /// International aid.
        Aid = "vien_tro", "Tài trợ, viện trợ quốc tế";
        /// Contributions of society.
        Social = "xa_hoi_hoa", "Vận động xã hội";
        /// Other lawful sources.
        Other = "khac", "Khác";
    }
}

closed_list! {
    /// The part of an agency in a task.
    Role {
        /// Answers for the task.
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
