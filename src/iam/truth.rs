//! How sure it is that something holds.

/// From certainly not to certainly; what is between is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not hold.
    No,
    /// It probably does not.
    LikelyNo,
    /// The input does not tell.
    Unknown,
    /// It probably holds.
    LikelyYes,
    /// It holds.
    Yes,
}

impl Truth {
    /// Whether both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Whether one of them holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// Whether it does not hold.
    #[must_use]
    pub const fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::LikelyNo => Self::LikelyYes,
            Self::Unknown => Self::Unknown,
            Self::LikelyYes => Self::LikelyNo,
            Self::Yes => Self::No,
        }
    }

    /// Whether it holds, certainly or probably.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self >= Self::LikelyYes
    }

    /// Whether it does not, certainly or probably.
    #[must_use]
    pub fn is_no(self) -> bool {
        self <= Self::LikelyNo
    }

    /// Whether one of many holds.
    pub(super) fn any(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::No, Self::or)
    }

    /// Whether all of many hold.
    pub(super) fn all(all: impl Iterator<Item = Self>) -> Self {
        all.fold(Self::Yes, Self::and)
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        match holds {
            true => Self::Yes,
            false => Self::No,
        }
    }
}
