use longgame::engine::{parallel::{self, Watch}, plan::{Plan, Width}};
use longgame::scenario::{read::read_text, resolve::resolve};
use std::time::Instant;
fn main() {
    let matrix = r#"
title="x"
[lineup]
strategies=["a","b"]
[stage.matrix.symmetric]
temptation=5
reward=3
punishment=1
sucker=0
[horizon]
continuation=1
discount=1
rounds=1000
[noise]
implementation=0.05
[strategies.a.conduct.effort.table]
memory=1
first=[1.0]
cooperate=[1.0,0.0,1.0,0.0]
[strategies.b.conduct.effort.fixed]
effort=0.0
"#;
    let delivery = r#"
title="x"
[lineup]
strategies=["a","b"]
[stage.delivery]
base_value=85
base_cost=45
seller={value=50,cost=15}
buyer={value=15,cost=6}
[horizon]
continuation=1
discount=0.98
rounds=1000
[noise]
implementation=0.05
perception=0.05
[index.geometric]
[outside.seller]
option=20
switching=30
[outside.buyer]
option=12
switching=40
[incidents.seller]
probability=0.15
loss=15
[contract.governance]
cadence=2
[contract.service_credits]
rate=0.1
[contract.price_band]
pass_through=0.6
recalibrate_every=1
[contract.term]
rounds=1000000
[strategies.a.conduct.effort.reciprocity]
[strategies.b.conduct.effort.best_response]
"#;
    for (name, text) in [("matrix", matrix), ("delivery", delivery)] {
        let scenario = read_text(name, text, &[]).map_err(|e| match e { longgame::scenario::read::ReadError::Mistakes{files,diagnostics}=> longgame::source::render(&files,&diagnostics,longgame::source::Palette::Plain), e=>e.to_string()}).unwrap_or_else(|e| panic!("{e}"));
        let design = resolve(&scenario).unwrap_or_else(|e| match e { longgame::scenario::read::ReadError::Mistakes{files,diagnostics}=> panic!("{}", longgame::source::render(&files,&diagnostics,longgame::source::Palette::Plain)), e=>panic!("{e}")});
        let only = std::env::args().nth(1); for width in [Width::One, Width::Eight, Width::SixtyFour].into_iter().filter(|w| only.as_deref().is_none_or(|o| format!("{w:?}")==o)) {
            let mut plan = Plan::round_robin(&design, 1024, 7);
            plan.width = width;
            let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
            let t = Instant::now();
            let mut sum = 0.0; let mut rounds = 0.0;
            pool.install(|| parallel::run(&plan, Watch::NONE, |b| for c in &b.cells { for h in &c.histories { sum += h.party[0].value + 3.0 * h.party[1].value; rounds += h.rounds; } })).unwrap();
            let s = t.elapsed().as_secs_f64();
            println!("{name} {width:?}: {:.2} M rounds/s  sum {sum}", rounds / s / 1e6);
        }
    }
}
