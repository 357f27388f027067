//! A network: parties meet their neighbours only; it knows places and edges, never standings or strategies.

use super::{Match, Seekers, Sight};
use crate::base::catalogue::Row;
use crate::base::random::Draws;
use petgraph::Directed;
use petgraph::csr::Csr;
use petgraph::unionfind::UnionFind;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;

/// The rule's row.
pub const ROW: Row = Row { name: "network", summary: "parties meet their neighbours only" };

/// Which network. Places on a generated one alternate between sellers and buyers where roles are fixed, since two of a side
/// cannot deal; an edge between two of a side is left out.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// A ring: so many neighbours on each side.
    Ring(Ring),
    /// A lattice that wraps around, four neighbours each.
    Lattice(Lattice),
    /// A ring with shortcuts.
    SmallWorld(SmallWorld),
    /// Newcomers take up with those who know many.
    ScaleFree(ScaleFree),
    /// Edges from a CSV file with two columns of party numbers from 1 under a header.
    File(EdgeFile),
}

/// A ring.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ring {
    /// Neighbours on each side.
    #[schemars(range(min = 1, max = 1000))]
    pub neighbours: u32,
}

/// A lattice.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lattice {
    /// Parties in a row; the number of parties must be a multiple of it.
    #[schemars(range(min = 2, max = 5000))]
    pub width: u32,
}

/// A ring with shortcuts (Watts and Strogatz 1998). The nearest neighbour keeps its edge, so that the network stays in one piece.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmallWorld {
    /// Neighbours on each side before shortcuts.
    #[schemars(range(min = 2, max = 1000))]
    pub neighbours: u32,
    /// Probability that an edge beyond the nearest is led to anyone instead.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub rewired: f64,
}

/// Preferential attachment (Barabasi and Albert 1999).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleFree {
    /// Edges that each newcomer brings, as far as there are so many to take up with.
    #[schemars(range(min = 1, max = 1000))]
    pub edges: u32,
}

/// A file of edges.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EdgeFile {
    /// Its path, from the scenario's folder.
    pub path: String,
}

/// Who can meet whom in one replication.
#[derive(Debug)]
pub struct Neighbours {
    edges: Csr<(), (), Directed, u32>,
}

impl Network {
    /// The network of one replication. `sellers`: how many sell, if roles are fixed; `given`: the edges of the file.
    pub fn build(&self, parties: u32, sellers: Option<u32>, given: &[[u32; 2]], draws: &mut Draws) -> Neighbours {
        let party = places(parties, sellers, |place| match self {
            Self::Lattice(lattice) => place / lattice.width + place % lattice.width,
            _ => place,
        });
        let of_places =
            |edges: Vec<[u32; 2]>| edges.into_iter().map(|edge| edge.map(|place| party[place as usize])).collect();
        let edges: Vec<[u32; 2]> = match self {
            Self::Ring(ring) => of_places(around(parties, ring.neighbours)),
            Self::Lattice(lattice) => of_places(lattice.edges(parties)),
            Self::SmallWorld(world) => of_places(world.edges(parties, draws)),
            Self::ScaleFree(growth) => of_places(growth.edges(parties, sellers.is_some(), draws)),
            Self::File(_) => given.to_vec(),
        };
        Neighbours::new(parties, sellers, &edges)
    }

    /// Those who wait to be found, or whoever comes first, meet a neighbour who looks too, each with equal probability.
    pub(super) fn pair(seekers: &Seekers<'_>, sight: &Sight<'_>, matches: &mut Vec<Match>) {
        let Some(network) = sight.neighbours else { return };
        let mut free = vec![false; sight.kind.len()];
        for party in seekers.searching.iter().chain(seekers.waiting.unwrap_or_default()) {
            free[*party as usize] = true;
        }
        let mut known = Vec::new();
        for &chooser in seekers.waiting.unwrap_or(seekers.searching) {
            if !free[chooser as usize] {
                continue;
            }
            known.clear();
            known.extend(network.of(chooser).iter().filter(|other| free[**other as usize]));
            if known.is_empty() {
                continue;
            }
            let met = known[sight.draws(chooser).below(known.len() as u32) as usize];
            free[chooser as usize] = false;
            free[met as usize] = false;
            matches.push(Match::blind(met, chooser));
        }
    }
}

impl Neighbours {
    /// From edges, once each whatever their direction, without those between two of a side.
    pub fn new(parties: u32, sellers: Option<u32>, edges: &[[u32; 2]]) -> Self {
        let both = edges.iter().flat_map(|[one, other]| [(*one, *other), (*other, *one)]);
        let usable = both.filter(|(one, other)| one != other && can_deal(sellers, [*one, *other]));
        let sorted: BTreeSet<(u32, u32)> = usable.collect();
        let sorted: Vec<(u32, u32)> = sorted.into_iter().collect();
        // Only unsorted edges are an error, and a set is sorted.
        let mut edges = Csr::from_sorted_edges(&sorted).unwrap_or_default();
        while edges.node_count() < parties as usize {
            edges.add_node(());
        }
        Self { edges }
    }

    /// The neighbours of a party.
    pub fn of(&self, party: u32) -> &[u32] {
        self.edges.neighbors_slice(party)
    }

    /// Two parties that no chain of dealings connects, if there are such.
    pub fn apart(&self) -> Option<[u32; 2]> {
        let count = self.edges.node_count() as u32;
        let mut groups = UnionFind::<u32>::new(count as usize);
        for party in 0..count {
            for other in self.of(party) {
                groups.union(party, *other);
            }
        }
        (1..count).find(|party| !groups.equiv(0, *party)).map(|party| [0, party])
    }
}

/// Whether two can deal: one of each side where roles are fixed.
fn can_deal(sellers: Option<u32>, pair: [u32; 2]) -> bool {
    sellers.is_none_or(|sellers| (pair[0] < sellers) != (pair[1] < sellers))
}

/// Party at every place: with fixed roles sellers take the places of even parity first, then buyers the others.
fn places(parties: u32, sellers: Option<u32>, parity: impl Fn(u32) -> u32) -> Vec<u32> {
    if sellers.is_none() {
        return (0..parties).collect();
    }
    let (even, odd): (Vec<u32>, Vec<u32>) = (0..parties).partition(|place| parity(*place).is_multiple_of(2));
    let mut party = vec![0; parties as usize];
    for (number, place) in (0..).zip(even.into_iter().chain(odd)) {
        party[place as usize] = number;
    }
    party
}

/// Edges of a ring.
fn around(parties: u32, neighbours: u32) -> Vec<[u32; 2]> {
    let steps = 1..=neighbours.min(parties - 1);
    steps.flat_map(|step| (0..parties).map(move |place| [place, (place + step) % parties])).collect()
}

impl Lattice {
    fn edges(self, parties: u32) -> Vec<[u32; 2]> {
        let (width, height) = (self.width, parties / self.width);
        let at = |row: u32, column: u32| row % height * width + column % width;
        let all = (0..height).flat_map(|row| (0..width).map(move |column| (row, column)));
        all.flat_map(|(row, column)| [[at(row, column), at(row, column + 1)], [at(row, column), at(row + 1, column)]])
            .collect()
    }
}

impl SmallWorld {
    fn edges(self, parties: u32, draws: &mut Draws) -> Vec<[u32; 2]> {
        let mut edges = around(parties, self.neighbours);
        for edge in edges.iter_mut().skip(parties as usize) {
            if draws.uniform() < self.rewired {
                edge[1] = draws.below(parties);
            }
        }
        edges
    }
}

impl ScaleFree {
    /// Starts from a chain. Where roles are fixed, newcomers of odd places take up with those of even ones and the other way round.
    fn edges(self, parties: u32, alternate: bool, draws: &mut Draws) -> Vec<[u32; 2]> {
        let seed = (self.edges + 1).min(parties);
        let mut edges: Vec<[u32; 2]> = (1..seed).map(|place| [place - 1, place]).collect();
        // Everyone is in its urn once per edge.
        let mut urns = [Vec::new(), Vec::new()];
        let urn = |place: u32| if alternate { (place % 2) as usize } else { 0 };
        for place in edges.iter().flatten() {
            urns[urn(*place)].push(*place);
        }
        for place in seed..parties {
            let urn_of_others = if alternate { 1 - urn(place) } else { 0 };
            let others = &urns[urn_of_others];
            let distinct = others.iter().collect::<BTreeSet<_>>().len().min(self.edges as usize);
            let mut met = BTreeSet::new();
            while met.len() < distinct {
                met.insert(others[draws.below(others.len() as u32) as usize]);
            }
            for other in met {
                edges.push([other, place]);
                urns[urn_of_others].push(other);
                urns[urn(place)].push(place);
            }
        }
        edges
    }
}

#[cfg(test)]
mod tests {
    use super::{Lattice, Network, Ring, ScaleFree, SmallWorld};
    use crate::base::random::{Counter, Draws, Key, Purpose};

    fn built(network: &Network, parties: u32, sellers: Option<u32>) -> super::Neighbours {
        let mut draws = Draws::new(Key::new(1, Purpose::Matching), 0, Counter::of_round(0, 0));
        network.build(parties, sellers, &[], &mut draws)
    }

    #[test]
    fn generated_networks_are_in_one_piece_and_go_both_ways() {
        let networks = [
            Network::Ring(Ring { neighbours: 2 }),
            Network::Lattice(Lattice { width: 10 }),
            Network::SmallWorld(SmallWorld { neighbours: 3, rewired: 0.5 }),
            Network::ScaleFree(ScaleFree { edges: 2 }),
        ];
        for network in &networks {
            for sellers in [None, Some(50)] {
                let built = built(network, 100, sellers);
                assert_eq!(built.apart(), None, "{network:?} {sellers:?}");
                for party in 0..100 {
                    for other in built.of(party) {
                        assert!(built.of(*other).contains(&party));
                        assert!(sellers.is_none_or(|sellers| (party < sellers) != (*other < sellers)));
                    }
                }
            }
        }
    }

    #[test]
    fn degrees_are_what_the_names_promise() {
        let degrees = |network: &Network| -> Vec<usize> {
            let built = built(network, 400, None);
            (0..400).map(|party| built.of(party).len()).collect()
        };
        assert!(degrees(&Network::Ring(Ring { neighbours: 3 })).iter().all(|degree| *degree == 6));
        assert!(degrees(&Network::Lattice(Lattice { width: 20 })).iter().all(|degree| *degree == 4));
        let hubs = degrees(&Network::ScaleFree(ScaleFree { edges: 2 }));
        assert!(hubs.iter().max() > Some(&25), "a few know many: {:?}", hubs.iter().max());
        assert_eq!(hubs.iter().sum::<usize>(), 2 * (2 + 2 * 397));
    }

    #[test]
    fn a_network_in_two_pieces_is_noticed() {
        let split = super::Neighbours::new(4, None, &[[0, 1], [2, 3]]);
        assert_eq!(split.apart(), Some([0, 2]));
        let chain = super::Neighbours::new(4, None, &[[0, 1], [2, 3], [1, 2]]);
        assert_eq!(chain.apart(), None);
        // Two sellers cannot deal, so their edge connects nobody.
        let sides = super::Neighbours::new(4, Some(2), &[[0, 2], [1, 3], [0, 1]]);
        assert!(sides.apart().is_some());
    }
}
