//! Reputation in a small population of discriminators, and what the books do with luck, delay, new names and too many faces.
#![expect(clippy::float_cmp, reason = "standings on a binary scale are exact")]

use super::act::{Act, Luck, Report};
use super::book::Book;
use super::norm::Norm;
use super::rules::{Private, Rules, UNSEEN};
use super::scale::Graded;
use crate::base::random::{Counter, Draws, Key, Purpose};

const CERTAIN: Luck = Luck { seen: 0.5, erred: 0.5 };

fn rules(norm: &str) -> Rules {
    Rules { norm: Norm::of_name(norm).expect("a norm"), ..Rules::default() }
}

const fn act(actor: u32, other: u32, quality: f64) -> Act {
    Act { actor, other, quality, observed: 1.0 }
}

/// Shares of parties of good standing and of acts that were C, after a burn-in: partners at random every round, everyone helps
/// the good, help fails with probability `slips`.
struct Town {
    book: Book,
    parties: u32,
    slips: f64,
    draws: Draws,
}

impl Town {
    fn new(rules: Rules, parties: u32, slips: f64) -> Self {
        let draws = Draws::new(Key::new(11, Purpose::Shuffle), 0, Counter::of_round(0, 1));
        Self { book: Book::new(rules, parties as usize), parties, slips, draws }
    }

    /// One round; the number of acts that were C.
    fn round(&mut self, everyone_watches: bool) -> u32 {
        let mut order: Vec<u32> = (0..self.parties).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, self.draws.below(place as u32 + 1) as usize);
        }
        let mut cooperative = 0;
        for (actor, other) in order.chunks_exact(2).flat_map(|pair| [(pair[0], pair[1]), (pair[1], pair[0])]) {
            let seen = self.book.look(actor, other, self.draws.uniform());
            let helps = !(0.0..0.5).contains(&seen) && self.draws.uniform() >= self.slips;
            cooperative += u32::from(helps);
            let act = act(actor, other, f64::from(u8::from(helps)));
            let luck = Luck { seen: self.draws.uniform(), erred: self.draws.uniform() };
            self.book.observe(&act, Report::Truthful, luck);
            for observer in (0..self.parties).filter(|party| everyone_watches && *party != other) {
                self.book.witness(observer, &act, self.draws.uniform());
            }
        }
        self.book.close(|_| 0.5);
        cooperative
    }

    fn long_run(mut self, rounds: u32, everyone_watches: bool) -> (f64, f64) {
        let (mut good, mut scores, mut cooperative) = (0.0, 0.0, 0.0);
        for round in 0..rounds + 500 {
            let helped = self.round(everyone_watches);
            if round >= 500 {
                cooperative += f64::from(helped);
                self.book.scores(|_, score| (good, scores) = (good + score, scores + 1.0));
            }
        }
        (good / scores, cooperative / f64::from(rounds * self.parties))
    }
}

/// Good shares in the long run, with slips e and assessment error a: image scoring a / (1 - (1 - e)(1 - 2a)), stern judging and
/// standing (1 - a) / (1 + e - 2ea); of acts, the share 1 - e of that is C. Not the suite's errors.
#[test]
fn punishing_must_be_justified_or_standing_collapses() {
    for (slips, erred) in [(0.03_f64, 0.02_f64), (0.08, 0.05)] {
        let image = erred / (1.0 - (1.0 - slips) * (1.0 - 2.0 * erred));
        let stern = (1.0 - erred) / (1.0 + slips - 2.0 * slips * erred);
        let cases = [("image_scoring", image), ("stern_judging", stern), ("simple_standing", stern)];
        for (norm, expected) in cases {
            let rules = Rules { assessment_error: erred, ..rules(norm) };
            let (good, cooperation) = Town::new(rules, 400, slips).long_run(2_000, false);
            // Six standard errors at 800,000 judgements whose memory is about 14 rounds.
            assert!((good - expected).abs() < 0.012, "{norm}: {good} against {expected}");
            assert!((cooperation - expected * (1.0 - slips)).abs() < 0.012, "{norm}: {cooperation}");
        }
        assert!(stern - image > 0.4, "the test tells the norms apart");
    }
}

/// Without a common record stern judges cannot agree: whatever the error, everyone is held to be good by half of the others, and
/// simple standing, whose verdict errs towards good, keeps more (Uchida 2010; Hilbe et al. 2018, PNAS 115:12241).
#[test]
fn private_opinions_break_stern_judging() {
    let private = |norm| Rules {
        assessment_error: 0.05,
        private: Some(Private { cap: 40, ..Private::default() }),
        ..rules(norm)
    };
    let (stern, _) = Town::new(private("stern_judging"), 40, 0.02).long_run(300, true);
    let (simple, _) = Town::new(private("simple_standing"), 40, 0.02).long_run(300, true);
    assert!((stern - 0.5).abs() < 0.03, "{stern}");
    assert!(simple > 0.7, "{simple}");
}

#[test]
fn what_was_said_arrives_after_the_lag_and_judges_by_what_was_known() {
    let mut book = Book::new(Rules { lag: 2, ..rules("stern_judging") }, 3);
    book.observe(&act(0, 1, 0.0), Report::Truthful, CERTAIN);
    for round in 0..4 {
        let known = if round < 3 { 1.0 } else { 0.0 };
        assert_eq!(book.look(1, 0, 0.0), known, "round {round}");
        if round == 1 {
            // 0 is still held to be good, so helping it is good although it has already defected.
            book.observe(&act(2, 0, 1.0), Report::Truthful, CERTAIN);
        }
        book.close(|_| 0.5);
    }
    book.close(|_| 0.5);
    assert_eq!(book.public_score(2), Some(1.0));
}

#[test]
fn an_act_that_nobody_saw_is_what_the_partner_says() {
    let hidden = Luck { seen: 0.7, erred: 0.5 };
    for (report, quality, known) in [
        (Report::Truthful, 0.0, 0.0),
        (Report::Truthful, 1.0, 1.0),
        (Report::Silent, 0.0, 1.0),
        (Report::BadMouths, 1.0, 0.0),
    ] {
        let rules = Rules { observed: 0.4, ..rules("image_scoring") };
        let mut book = Book::new(rules, 2);
        let unseen = Act { observed: rules.observed, ..act(0, 1, quality) };
        book.observe(&unseen, report, hidden);
        book.close(|_| 0.5);
        assert_eq!(book.public_score(0), Some(known), "{report:?}");
        // Reference rights: the same luck, but third parties see it, whatever the partner says.
        let mut book = Book::new(rules, 2);
        let raised = Act { observed: rules.observed_with(0.6), ..unseen };
        assert!((raised.observed - 0.76).abs() < 1e-15);
        book.observe(&raised, report, hidden);
        book.close(|_| 0.5);
        assert_eq!(book.public_score(0), Some(quality), "{report:?} of what all saw");
    }
}

#[test]
fn a_new_name_leaves_the_old_one_behind_and_what_is_on_its_way_to_it() {
    let opinions = Some(Private { cap: 4, ..Private::default() });
    for (private, known) in [(None, 1.0), (opinions, UNSEEN)] {
        let mut book = Book::new(Rules { lag: 1, private, ..rules("image_scoring") }, 3);
        for _ in 0..2 {
            book.observe(&act(0, 1, 0.0), Report::Truthful, CERTAIN);
            book.close(|_| 0.5);
        }
        assert_eq!(book.look(1, 0, 0.0), 0.0);
        book.rename(0);
        assert_eq!(book.look(1, 0, 0.0), known);
        book.close(|_| 0.5);
        assert_eq!(book.look(1, 0, 0.0), known, "hearsay of the old name");
    }
}

#[test]
fn a_capped_book_keeps_the_latest_faces() {
    let private = Some(Private { cap: 3, ..Private::default() });
    let mut book = Book::new(Rules { private, ..rules("image_scoring") }, 10);
    for actor in [5, 2, 8, 5, 9] {
        book.observe(&act(actor, 0, 0.0), Report::Silent, CERTAIN);
        book.close(|_| 0.5);
    }
    let known: Vec<u32> = (1..10).filter(|party| book.look(0, *party, 0.0) == 0.0).collect();
    assert_eq!(known, [5, 8, 9], "2 was not renewed for longest");
    let mut count = 0;
    book.scores(|_, _| count += 1);
    assert_eq!(count, 3);
    assert_eq!(book.look(3, 5, 0.0), UNSEEN, "others have seen nothing");
    assert_eq!(book.public_score(5), None);
}

#[test]
fn hearsay_travels_by_the_tellers_way_of_speaking_and_weighs_less() {
    let private = Some(Private { told: 1, hearsay: 0.5, ..Private::default() });
    let graded = Some(Graded::default());
    for (report, expected) in
        [(Report::Truthful, (1.0 + 0.5 * 2.0 / 3.0) / 2.5), (Report::BadMouths, 1.0 / 2.5), (Report::Silent, UNSEEN)]
    {
        let mut book = Book::new(Rules { graded, private, ..rules("image_scoring") }, 5);
        for (actor, quality) in [(3, 0.0), (4, 1.0)] {
            book.observe(&act(actor, 0, quality), Report::Truthful, CERTAIN);
        }
        book.close(|_| 0.5);
        book.tell(0, 1, report);
        book.close(|_| 0.5);
        assert!((book.look(1, 4, 0.0) - expected).abs() < 1e-12, "{report:?}");
        assert_eq!(book.look(1, 3, 0.0), UNSEEN, "only the latest is told");
    }
}

#[test]
fn visibility_hides_and_forgetting_forgives() {
    let rules = Rules { visibility: 0.3, forgetting: 0.75, ..rules("image_scoring") };
    let mut book = Book::new(rules, 3);
    for actor in [0, 1] {
        book.observe(&act(actor, 2, 0.0), Report::Truthful, CERTAIN);
    }
    book.close(|party| if party == 0 { 0.8 } else { 0.7 });
    assert_eq!([0, 1].map(|party| book.look(2, party, 0.29)), [1.0, 0.0]);
    assert_eq!(book.look(2, 1, 0.31), UNSEEN);
}

#[test]
fn a_standing_seen_is_evidence_before_the_first_round() {
    let rules = Rules { evidence: 4.0, ..Rules::default() };
    assert_eq!(rules.prior_evidence(0.75), [3.0, 1.0]);
    assert_eq!(rules.prior_evidence(UNSEEN), [0.0, 0.0]);
}
