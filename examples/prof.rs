use diptych::base::{Date, SitePath};
use diptych::pipeline::{build, scan};
use diptych::site::Options;
use std::time::Instant;
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let t = Instant::now();
    let mut sources = scan(std::path::Path::new(&root)).unwrap();
    println!("scan {:?}", t.elapsed());
    let options = Options::on(Date::parse("2026-01-01").unwrap());
    let t = Instant::now();
    let mut previous = build(&sources, &options, None);
    println!(
        "cold {:?} rendered {} outputs {} problems {}",
        t.elapsed(),
        previous.rendered,
        previous.outputs.len(),
        previous.diagnostics.len()
    );
    let path = sources
        .iter()
        .map(|f| f.path.clone())
        .filter(|p| p.as_str().starts_with("content/guides/"))
        .nth(500)
        .unwrap();
    for n in 0..std::env::args().nth(2).map_or(10, |n| n.parse().unwrap()) {
        let mut text = sources.get(path.as_str()).unwrap().text().unwrap().to_owned();
        text.push_str(&format!("\nAnother sentence {n}.\n"));
        sources.insert(SitePath::new(path.as_str()), text.into_bytes());
        let t = Instant::now();
        let next = build(&sources, &options, Some(&previous));
        let built = t.elapsed();
        previous = next;
        println!("rebuild {:?} (with drop {:?}) rendered {}", built, t.elapsed(), previous.rendered);
    }
}
