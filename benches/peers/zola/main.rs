//! What the features in Zola's manual ask of the packages that Zola is made of, each in as few calls as it takes.
//!
//! It is compiled by `benches/compile --zola` and never run. A linker keeps of a package what a program asks of it, so a program that
//! asks for nothing would be linked in no time, and Zola is not.

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::get;
use clap::{CommandFactory, Parser};
use image::ImageFormat;
use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Parser)]
struct Asked {
    feature: String,
    path: PathBuf,
    shell: clap_complete::Shell,
}

#[derive(Serialize, Deserialize)]
struct FrontMatter {
    title: String,
    date: Option<toml::value::Datetime>,
    draft: bool,
    tags: Vec<String>,
    extra: toml::Table,
}

fn main() -> Result {
    env_logger::init();
    let Asked { feature, path, shell } = Asked::parse();
    let text = fs::read_to_string(&path)?;
    let done = match feature.as_str() {
        "markdown" => markdown(&text),
        "template" => template(&text)?,
        "front matter" => front_matter(&text)?,
        "sass" => grass::from_path(&path, &grass::Options::default())?,
        "pictures" => pictures(&path)?,
        "highlighting" => highlighting(&text)?,
        "minify" => String::from_utf8(minify_html::minify(text.as_bytes(), &minify_html::Cfg::new()))?,
        "search" => search(&text)?,
        "data" => data(&text)?,
        "links" => links(&text)?,
        "files" => files(&text)?,
        "serve" => serve(path)?,
        _ => {
            clap_complete::generate(shell, &mut Asked::command(), "zola", &mut std::io::stdout());
            String::new()
        }
    };
    anstream::println!("{done}");
    Ok(())
}

fn markdown(text: &str) -> String {
    let mut html = String::new();
    let events = pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::all());
    pulldown_cmark::html::push_html(&mut html, events);
    gh_emoji::Replacer::new().replace_all(&html).into_owned()
}

fn template(text: &str) -> Result<String> {
    let mut tera = tera::Tera::default();
    tera.load_from_glob(text)?;
    let mut context = tera::Context::new();
    context.insert("text", text);
    Ok(tera.render("index.html", &context)?)
}

fn front_matter(text: &str) -> Result<String> {
    let (one, other): (FrontMatter, FrontMatter) = (toml::from_str(text)?, serde_yaml::from_str(text)?);
    Ok(serde_json::to_string(&[one, other])?)
}

fn pictures(path: &PathBuf) -> Result<String> {
    let mut picture = image::open(path)?;
    picture = picture.crop(0, 0, 9, 9).resize_exact(4, 4, FilterType::Lanczos3);
    picture.write_to(&mut fs::File::create(path)?, ImageFormat::Png)?;
    JpegEncoder::new_with_quality(fs::File::create(path)?, 75).encode_image(&picture)?;
    picture.write_with_encoder(AvifEncoder::new_with_speed_quality(fs::File::create(path)?, 5, 75))?;
    fs::write(path, &*webp::Encoder::from_image(&picture)?.encode(75.0))?;
    avif_parse::read_avif(&mut fs::File::open(path)?)?;
    Ok(format!("{:?}", svg_metadata::Metadata::parse_file(path)?))
}

fn highlighting(text: &str) -> Result<String> {
    let mut registry = giallo::Registry::builtin()?;
    registry.link_grammars();
    let options = giallo::HighlightOptions::new(text, giallo::ThemeVariant::Single("nord"));
    let code = registry.highlight(text, &options)?;
    Ok(giallo::HtmlRenderer::default().render(&code, &giallo::RenderOptions::default()))
}

fn search(text: &str) -> Result<String> {
    let language = elasticlunr::lang::from_code(text).ok_or("no such language")?;
    let mut index = elasticlunr::IndexBuilder::with_language(language).add_fields(["title", "body"]).build();
    index.add_doc("/", [text, &ammonia::clean(text)]);
    Ok(index.to_json())
}

fn data(text: &str) -> Result<String> {
    let row = csv::Reader::from_reader(text.as_bytes()).records().next().transpose()?;
    let as_json = roxmltree_to_serde::Config::new_with_defaults();
    let xml = roxmltree_to_serde::xml_str_to_json(text, &as_json)?;
    let entries = nom_bibtex::Bibtex::parse(text).map_err(|error| error.to_string())?;
    let json: serde_json::Value = serde_json::from_str(text)?;
    Ok(format!("{row:?} {xml} {json} {}", entries.bibliographies().len()))
}

fn links(address: &str) -> Result<String> {
    let client = reqwest::blocking::Client::builder().timeout(Duration::from_secs(9)).build()?;
    Ok(client.get(address).send()?.text()?)
}

fn files(text: &str) -> Result<String> {
    let (pattern, name) = (globset::Glob::new(text)?.compile_matcher(), regex::Regex::new(text)?);
    let mut found: Vec<String> = walkdir::WalkDir::new(text)
        .into_iter()
        .filter_map(|entry| Some(entry.ok()?.path().to_str()?.to_owned()))
        .filter(|path| pattern.is_match(path) && name.is_match(path))
        .collect();
    lexical_sort::StringSort::string_sort(&mut found[..], lexical_sort::natural_lexical_cmp);
    let address = url::Url::parse(text)?.join(&slug::slugify(text))?;
    Ok(format!("{found:?} {address} {:?}", mime_guess::from_path(text)))
}

fn serve(path: PathBuf) -> Result<String> {
    let (send, changes) = std::sync::mpsc::channel();
    let mut watcher = notify_debouncer_full::new_debouncer(Duration::from_secs(1), None, send)?;
    watcher.watch(&path, notify_debouncer_full::notify::RecursiveMode::Recursive)?;
    let reload = |upgrade: WebSocketUpgrade| async { upgrade.on_upgrade(|_socket| async {}) };
    let page = move || async move { tokio::fs::read_to_string(path).await.unwrap_or_default() };
    let app = Router::new().route("/", get(page)).route("/reload", get(reload));
    open::that("/")?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime
        .block_on(async { axum::serve(tokio::net::TcpListener::bind("127.0.0.1:0").await?, app).await })?;
    Ok(format!("{:?}", changes.recv()?))
}
