//! Reads the edges of a network from a CSV file and checks that they hang together; it does not know what the network is for.

use crate::market::matching::network::Neighbours;

/// Edges under a header, one a line: two party numbers from 1. Parties of the result are places from 0.
///
/// # Errors
/// A sentence that names the line.
pub fn read(text: &str, parties: u32) -> Result<Vec<[u32; 2]>, String> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let mut edges = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("not a table: {error}"))?;
        let line = record.position().map_or(0, csv::Position::line);
        let [one, other] = record.iter().collect::<Vec<_>>()[..] else {
            return Err(format!("line {line}: an edge is two party numbers, and here are {} entries", record.len()));
        };
        let number = |text: &str| match text.parse::<u32>() {
            Ok(number) if (1..=parties).contains(&number) => Ok(number - 1),
            _ => Err(format!("line {line}: `{text}` is no party: they are numbered from 1 to {parties}")),
        };
        let edge = [number(one)?, number(other)?];
        if edge[0] == edge[1] {
            return Err(format!("line {line}: party {one} cannot be its own neighbour"));
        }
        edges.push(edge);
    }
    Ok(edges)
}

/// The edges, if a chain of possible dealings connects everyone with everyone.
///
/// # Errors
/// A sentence that names two parties that nothing connects.
pub fn hang_together(edges: Vec<[u32; 2]>, parties: u32, sellers: Option<u32>) -> Result<Vec<[u32; 2]>, String> {
    let Some(apart) = Neighbours::new(parties, sellers, &edges).apart() else { return Ok(edges) };
    let [one, other] = apart.map(|place| place + 1);
    let sides = sellers.map_or_else(String::new, |sellers| {
        format!("; parties 1 to {sellers} sell, the others buy, and two of a side cannot deal")
    });
    Err(format!("the network is in pieces: no chain of edges leads from party {one} to party {other}{sides}"))
}
