"""Measures Mesa 3.3 on the markets of `benches/market.rs`, on one core.

Set up and run, from the root of the repository:

    python3 -m venv peers && peers/bin/pip install "mesa==3.3.*"
    peers/bin/python benches/peers/mesa_speed.py
    cargo bench --bench market

Two markets, written as a Mesa model is: agents with attributes, `AgentSet.do`, the model's own random numbers, a `DataCollector`
that takes every round's means by kind.

strangers: everyone meets a new partner every round and helps the good only; stern judging, one failure and one misjudgement in a
hundred (validation item V26, `scenarios/theory/v26-norms.toml`).

deliveries: half of the parties sell a service and half buy it. Partners are looked for (with probability one half a round) and
chosen as the best of three by a Beta score that is seen half the time, which also enters the prior trust in a new partner. Every
round of a pair has an index-linked price in a band, slips, incidents on both sides, a noisy KPI for each, credits, misreading,
trust that fades, flows by account; one in twenty pairs stops needing each other. Nine in ten of full effort against three in ten.

Prints microseconds of process time per party and round, medians, and the means that must agree with those of the bench.
"""

import argparse
import math
import statistics
import time

import mesa

ACCOUNTS = ["delivered_value", "delivery_cost", "price", "credit", "incident_loss", "outside_option", "search"]


class Stranger(mesa.Agent):
    def __init__(self, model):
        super().__init__(model)
        self.good, self.judged = True, True
        self.partner, self.helps = None, False

    def act(self):
        self.helps = self.partner.good and self.random.random() >= self.model.failure

    def judge(self):
        good = self.helps == self.partner.good
        self.judged = good != (self.random.random() < self.model.misjudgement)

    def become(self):
        self.good = self.judged


class Strangers(mesa.Model):
    def __init__(self, parties, seed):
        super().__init__(rng=seed)
        self.failure, self.misjudgement = 0.01, 0.01
        Stranger.create_agents(self, parties)
        share = lambda read: lambda model: sum(map(read, model.agents)) / len(model.agents)
        reporters = {"help": share(lambda one: one.helps), "good": share(lambda one: one.good)}
        self.datacollector = mesa.DataCollector(model_reporters=reporters)

    def step(self):
        order = list(self.agents.shuffle())
        for one, other in zip(order[::2], order[1::2]):
            one.partner, other.partner = other, one
        self.agents.do("act")
        self.agents.do("judge")
        self.agents.do("become")
        self.datacollector.collect(self)

    def found(self):
        late = self.datacollector.get_model_vars_dataframe().iloc[20:].mean()
        return f"help {late['help']:.4f}, good {late['good']:.4f}"


class Trader(mesa.Agent):
    """A party; what it does is its kind's, what happens to it its own."""

    def __init__(self, model, sells, effort):
        super().__init__(model)
        self.sells, self.effort = sells, effort
        self.value, self.cost = (50.0, 15.0) if sells else (15.0, 6.0)
        self.partner, self.signed_at = None, 1.0
        self.flows = dict.fromkeys(ACCOUNTS, 0.0)
        self.good = self.bad = 0.0
        self.net = self.realised = self.kpi = self.price = 0.0
        self.forget_partner((0.0, 0.0))

    def forget_partner(self, evidence):
        self.trusts, self.distrusts = evidence
        self.trust = (0.65 * 4.0 + self.trusts) / (4.0 + self.trusts + self.distrusts)

    @property
    def score(self):
        return (1.0 + self.good) / (2.0 + self.good + self.bad)

    def post(self, account, amount):
        self.flows[account] += amount
        self.net += amount

    def begin(self):
        self.net = self.realised = self.kpi = self.price = 0.0

    def meet(self, other, seen):
        self.partner, self.signed_at = other, self.model.index
        self.forget_partner((3.0 * seen, 3.0 * (1.0 - seen)) if seen is not None else (0.0, 0.0))

    def work(self):
        if self.partner is None:
            return
        slips = self.random.random() < 0.05
        self.realised = 0.5 * self.effort if slips else self.effort
        if self.random.random() < (0.15 if self.sells else 0.10):
            self.post("incident_loss", -15.0)
        self.kpi = self.realised + 0.1 * self.random.gauss(0.0, 1.0)
        self.post("delivery_cost", -self.cost * self.realised**2)
        self.partner.post("delivered_value", self.value * self.realised)

    def settle(self):
        """The seller's part of a pair: what is paid."""
        if self.partner is None:
            return
        change = self.model.index / self.signed_at - 1.0
        price = min(max(85.0 * (1.0 + 0.6 * change), 85.0 * 0.9), 85.0 * 1.1)
        self.price = self.partner.price = price
        self.post("price", price)
        self.partner.post("price", -price)
        self.post("delivery_cost", -45.0)
        self.partner.post("delivered_value", 85.0)
        shortfall = 0.6 - self.kpi
        if shortfall > 0.05:
            credit = 0.1 * price * (1.0 if shortfall > 0.30 else 2.0 / 3.0 if shortfall > 0.15 else 1.0 / 3.0)
            self.post("credit", -credit)
            self.partner.post("credit", credit)

    def believe(self):
        if self.partner is None:
            return
        shown = self.partner.kpi
        if self.random.random() < 0.05:
            shown = 2.0 * 0.6 - shown
        meets = shown >= 0.6 - 0.05
        self.trusts = 0.95 * self.trusts + meets
        self.distrusts = 0.95 * self.distrusts + 2.0 * (not meets)
        self.trust = (0.65 * 4.0 + self.trusts) / (4.0 + self.trusts + self.distrusts)

    def be_judged(self):
        if self.partner is None:
            return
        if self.kpi >= 0.6:
            self.good += 1.0
        else:
            self.bad += 1.0

    def idle(self):
        if self.partner is None:
            self.post("outside_option", 20.0 if self.sells else 12.0)
            self.post("search", -5.0)


class Deliveries(mesa.Model):
    def __init__(self, parties, seed):
        super().__init__(rng=seed)
        self.index = 1.0
        half = parties // 2
        self.sellers = [Trader(self, True, 0.9 if place % 2 == 0 else 0.3) for place in range(half)]
        self.buyers = [Trader(self, False, 0.9 if place % 2 == 0 else 0.3) for place in range(parties - half)]
        reporters = {
            f"{what}_{kind}": self.mean(kind, read)
            for kind in (0.9, 0.3)
            for what, read in {
                "matched": lambda one: one.partner is not None,
                "flow": lambda one: one.net,
                "effort": lambda one: one.realised,
                "standing": lambda one: one.score,
                "price": lambda one: one.price,
            }.items()
        }
        self.datacollector = mesa.DataCollector(model_reporters=reporters)
        self.first = True

    @staticmethod
    def mean(kind, read):
        def of(model):
            values = [read(one) for one in model.agents if one.effort == kind]
            return sum(values) / len(values)

        return of

    def pair(self):
        """Buyers without a partner choose, in random order, the best of three sellers who search."""
        looks = 1.0 if self.first else 0.5
        self.first = False
        left = [one for one in self.sellers if one.partner is None and self.random.random() < looks]
        waiting = [one for one in self.buyers if one.partner is None]
        self.random.shuffle(waiting)
        for buyer in waiting:
            if not left:
                break
            best = None
            for place in self.random.sample(range(len(left)), min(3, len(left))):
                seen = left[place].score if self.random.random() < 0.5 else None
                rank = 0.5 if seen is None else seen
                if best is None or rank > best[2]:
                    best = (place, seen, rank)
            left[best[0]], left[-1] = left[-1], left[best[0]]
            seller = left.pop()
            buyer.meet(seller, best[1])
            seller.meet(buyer, buyer.score if self.random.random() < 0.5 else None)

    def part(self):
        for seller in self.sellers:
            if seller.partner is not None and self.random.random() >= 0.95:
                seller.partner.partner = None
                seller.partner = None

    def step(self):
        self.agents.do("begin")
        self.pair()
        self.index *= math.exp(-0.035**2 / 2 + 0.035 * self.random.gauss(0.0, 1.0))
        for what in ["work", "settle"]:
            (self.agents.select(lambda one: one.sells) if what == "settle" else self.agents).do(what)
        self.agents.do("believe")
        self.agents.do("be_judged")
        self.agents.do("idle")
        self.datacollector.collect(self)
        self.part()

    def found(self):
        late = self.datacollector.get_model_vars_dataframe().iloc[10:].mean()
        kinds = []
        for kind in (0.9, 0.3):
            matched = late[f"matched_{kind}"]
            kinds.append(
                f"effort {kind}: matched {matched:.4f}, flow {late[f'flow_{kind}']:.3f}, realised "
                f"{late[f'effort_{kind}'] / matched:.4f}, standing {late[f'standing_{kind}']:.4f}, "
                f"price {late[f'price_{kind}'] / matched:.3f}"
            )
        return "; ".join(kinds)


def measure(model, parties, rounds, times):
    """Median process time of a whole market, making it left out, per party and round."""
    taken = []
    for seed in range(times):
        market = model(parties, seed)
        start = time.process_time()
        for _ in range(rounds):
            market.step()
        taken.append(time.process_time() - start)
    each = statistics.median(taken) / parties / rounds
    print(f"{model.__name__.lower()}, {parties} parties, {rounds} rounds: {1e6 * each:.3f} us per party and round "
          f"(median of {times}); {market.found()}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5, help="repetitions of each measurement")
    parser.add_argument("--parties", type=int, default=1000, help="parties")
    parser.add_argument("--rounds", type=int, default=100, help="rounds")
    arguments = parser.parse_args()
    for model in (Strangers, Deliveries):
        measure(model, arguments.parties, arguments.rounds, arguments.times)
