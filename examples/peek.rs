use longgame::engine::{parallel::{self, Watch}, plan::Plan, summary::Summary};
use longgame::base::side::Side;
use longgame::scenario::{read::read, resolve::resolve};
use std::time::Instant;
fn main() {
    for name in std::env::args().skip(1) {
        let t0 = Instant::now();
        let scenario = match read(&name, &[]) { Ok(s)=>s, Err(e)=>{eprintln!("{e}"); continue} };
        let design = resolve(&scenario).unwrap();
        println!("== {name} prepare {:?}", t0.elapsed());
        let mut plan = Plan::round_robin(&design, 2000, 1);
        plan.keep.path_rounds = 40;
        let mut summary = Summary::new(&plan, 0.001);
        let t = Instant::now();
        parallel::run(&plan, Watch::NONE, |b| summary.absorb(&b)).unwrap();
        println!("{:?} for {} reps", t.elapsed(), plan.replications);
        if let Some(m) = &design.rules.menu { println!("midpoint {:.2}", m.midpoint); }
        for c in &summary.cells {
            let n = |i: usize| design.strategies[i].name.chars().take(6).collect::<String>();
            print!("{:>6} v {:<6}", n(c.cell.seller), n(c.cell.buyer));
            for m in ["value","effort","trust","kpi","missed","gamed"] { print!(" {m} {:.2}/{:.2}", c.measure(m, Side::Seller).unwrap().mean(), c.measure(m, Side::Buyer).unwrap().mean()); }
            for m in ["lifetime","rounds","sessions","turns","impasses","mean_price","at_bound"] { print!(" {m} {:.2}", c.measure(m, Side::Seller).unwrap().mean()); }
            println!(" {:?}", c.endings);
        }
        for (i, s) in summary.strategies.iter().enumerate() { println!("{} {:.2} ± {:.2}; over outside {:.2}", design.strategies[i].name, s.value.mean(), 1.96*s.value.standard_error(), s.over_outside.difference().mean()); }
    }
}
