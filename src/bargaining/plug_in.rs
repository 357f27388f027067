//! Writes the scenario keys, the table and the constructor of one kind of tactic from one list; it knows none of them.

/// Each line names the file, the type in it and what it is. The key in a scenario file is the
/// file's name. The first line is the default.
macro_rules! plug_ins {
    (
        $(#[$doc:meta])*
        $part:ident: $tactic:ident;
        $first_file:ident $first:ident $first_summary:literal;
        $($file:ident $name:ident $summary:literal;)*
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $part {
            #[doc = $first_summary]
            $first($first_file::$first),
            $(
                #[doc = $summary]
                $name($file::$name),
            )*
        }

        /// The built-in rules, by their key in a scenario file.
        pub const TABLE: &[crate::base::catalogue::Row] = &[
            crate::base::catalogue::Row { name: stringify!($first_file), summary: $first_summary },
            $(crate::base::catalogue::Row { name: stringify!($file), summary: $summary },)*
        ];

        impl $part {
            /// Key in a scenario file.
            pub const fn name(&self) -> &'static str {
                match self {
                    Self::$first(_) => stringify!($first_file),
                    $(Self::$name(_) => stringify!($file),)*
                }
            }

            /// The rule, ready to be shared by sessions.
            pub fn build(&self) -> Box<dyn $tactic> {
                match self {
                    Self::$first(rule) => Box::new(rule.clone()),
                    $(Self::$name(rule) => Box::new(rule.clone()),)*
                }
            }
        }

        impl Default for $part {
            fn default() -> Self {
                Self::$first($first_file::$first::default())
            }
        }
    };
}

pub(crate) use plug_ins;
