//! Flows add up to value and transfers cancel, in random scenarios.

use longgame::domain::flow::Account;
use longgame::engine::parallel::{self, Watch};
use longgame::engine::plan::Plan;
use longgame::scenario::read::read;
use longgame::scenario::resolve::resolve;
use proptest::prelude::*;

/// Scenarios that between them have every flow: index and band, none of both, departments without a market, one round.
const NAMES: [&str; 5] =
    ["packaging-price-band", "saas-renewal", "co-marketing", "internal-roadmap", "one-off-commodity"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn money_is_accounted(
        name in prop::sample::select(NAMES.to_vec()), rate in 0.0..0.3, phi in 0.0..1.0, bonus in 0.0..10.0, fee in 0.0..20.0, slip in 0.0..0.3,
        misread in 0.0..0.3, distress in 0.0..0.01, two_sided: bool, seed in 0_u64..1000, window in 1_u32..6, scale in 0.05..1.0,
        pilot in 0_u32..4, cure in 0_u32..3, action in prop::sample::select(vec!["end", "pause"]),
        claimant in prop::sample::select(vec!["injured", "automatic", "owing"]),
        demand in 0.0..0.6, committed in 0.0..1.0, right in 0.0..1.0, bound in 0_u32..9, share in 0.0..1.0, sunk in 0.0..30.0,
        each_round: bool,
    ) {
        // The one-off purchase lasts a round.
        let [pilot, cure] = if name == "one-off-commodity" { [pilot.min(1), cure.min(1)] } else { [pilot, cure] };
        let set = [
            format!("contract.service_credits.rate={rate:?}"),
            format!("contract.service_credits.two_sided={two_sided}"),
            format!("contract.service_credits.window={window}"),
            format!("contract.service_credits.claimant={claimant:?}"),
            format!("contract.pilot={{scale={scale:?}, rounds={pilot}, upgrade_kpi=0.5}}"),
            format!("contract.exit_ramp.cure={cure}"),
            format!("contract.exit_ramp.action={action:?}"),
            format!("contract.price_band.pass_through={phi:?}"),
            format!("contract.bonus.amount={bonus:?}"),
            format!("contract.exit_ramp.fee={fee:?}"),
            format!("noise.implementation={slip:?}"),
            format!("noise.perception={misread:?}"),
            format!("distress={distress:?}"),
            format!("demand.sd={demand:?}"),
            format!("contract.volume.committed={committed:?}"),
            "reputation.value={seller=7.0, buyer=3.0}".to_owned(),
            format!("contract.reference_rights={{seller={right:?}, buyer=0.5}}"),
            format!("contract.exclusivity={{rounds={{seller={bound}, buyer=4}}, reduction=0.5}}"),
            "contract.reopener={index_above=0.05, kpi_below=0.6, misses=2}".to_owned(),
            format!("investment={{side=\"buyer\", productivity=3.0, each_round={each_round}}}"),
            format!("contract.investment.share={share:?}"),
            "strategies.relationship.extends=\"relationship\"".to_owned(),
            format!("strategies.relationship.conduct.investment={sunk:?}"),
            "stage.delivery.seller.unmeasured=0.3".to_owned(),
        ];
        let design = resolve(&read(name, &set).unwrap()).unwrap();
        let plan = Plan::round_robin(&design, 20, seed);
        parallel::run(&plan, Watch::NONE, |batch| {
            for history in batch.cells.iter().flat_map(|cell| &cell.histories) {
                for party in &history.party {
                    let sum: f64 = party.flows.iter().sum();
                    let size: f64 = party.flows.iter().map(|flow| flow.abs()).sum();
                    assert!((sum - party.value).abs() <= 1e-9 * (1.0 + size), "{sum} {}", party.value);
                }
                for account in Account::ALL.into_iter().filter(|account| account.is_transfer()) {
                    let [seller, buyer] = [0, 1].map(|side: usize| history.party[side].flows[account.index()]);
                    assert!((seller + buyer).abs() <= 1e-9 * (1.0 + seller.abs()), "{account:?}");
                }
            }
        })
        .unwrap();
    }
}
