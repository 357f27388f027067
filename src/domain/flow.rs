//! Names the money accounts into which every movement is booked; it does not know what causes a movement.

/// One named flow of money, in money per round, seen by the party that books it: income is positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Payoff of a matrix stage game, or of the agreed package in a negotiation domain.
    StagePayoff,
    /// Value that the other party's effort and the service itself create for this party.
    DeliveredValue,
    /// Cost of own effort and of providing the service.
    DeliveryCost,
    /// Effective price, paid by the buyer to the seller. A transfer.
    Price,
    /// Service credits, paid by the party that missed its target. A transfer.
    Credit,
    /// Voluntary bonus, paid by the buyer to the seller. A transfer.
    Bonus,
    /// Own cost of reviews and of rejected claims.
    Governance,
    /// Own cost of monitoring the other.
    Monitoring,
    /// Own cost of making the KPI look better than the work.
    Gaming,
    /// Own cost of helping the other in an incident.
    Help,
    /// Payment for help given "if paid". A transfer.
    HelpPayment,
    /// Loss through incidents that strike this party, after relief.
    IncidentLoss,
    /// Own cost of turns at the negotiation table.
    Negotiation,
    /// Cost of moving to another partner after a contract ended.
    Switching,
    /// Fee for leaving before the term ends. A transfer.
    ExitFee,
    /// Price of committed volume that was not taken, paid by the buyer to the seller. A transfer.
    TakeOrPay,
    /// Own cost of an investment sunk at the first signing.
    Investment,
    /// Own share of the value that an investment adds.
    InvestmentValue,
    /// What the party's name is worth that it has through the relationship.
    Reference,
    /// What the party earns elsewhere while it has no contract here.
    OutsideOption,
    /// Convex cost of own negative flow (a scenario option).
    Distress,
    /// In a market, the search for a partner, entry fees and new names.
    Search,
}

impl Account {
    /// All accounts, in the order in which they are summed and exported.
    pub const ALL: [Self; 22] = [
        Self::StagePayoff,
        Self::DeliveredValue,
        Self::DeliveryCost,
        Self::Price,
        Self::Credit,
        Self::Bonus,
        Self::Governance,
        Self::Monitoring,
        Self::Gaming,
        Self::Help,
        Self::HelpPayment,
        Self::IncidentLoss,
        Self::Negotiation,
        Self::Switching,
        Self::ExitFee,
        Self::TakeOrPay,
        Self::Investment,
        Self::InvestmentValue,
        Self::Reference,
        Self::OutsideOption,
        Self::Distress,
        Self::Search,
    ];

    /// How many accounts there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Place in [`Account::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// Whether what one party books here, the other books with the opposite sign.
    pub const fn is_transfer(self) -> bool {
        matches!(self, Self::Price | Self::Credit | Self::Bonus | Self::HelpPayment | Self::ExitFee | Self::TakeOrPay)
    }

    /// The account's name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StagePayoff => "stage_payoff",
            Self::DeliveredValue => "delivered_value",
            Self::DeliveryCost => "delivery_cost",
            Self::Price => "price",
            Self::Credit => "credit",
            Self::Bonus => "bonus",
            Self::Governance => "governance",
            Self::Monitoring => "monitoring",
            Self::Gaming => "gaming",
            Self::Help => "help",
            Self::HelpPayment => "help_payment",
            Self::IncidentLoss => "incident_loss",
            Self::Negotiation => "negotiation",
            Self::Switching => "switching",
            Self::ExitFee => "exit_fee",
            Self::TakeOrPay => "take_or_pay",
            Self::Investment => "investment",
            Self::InvestmentValue => "investment_value",
            Self::Reference => "reference",
            Self::OutsideOption => "outside_option",
            Self::Distress => "distress",
            Self::Search => "search",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn index_is_the_place_in_all() {
        for (place, account) in Account::ALL.iter().enumerate() {
            assert_eq!(account.index(), place);
        }
    }
}
