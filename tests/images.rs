//! `images fetch` against a server that is written here: what comes in, what is refused, what is kept, what is rewritten.
#![cfg(all(feature = "fetch", feature = "codecs"))]

use diptych::base::Date;
use diptych::commands::images::{Limits, Outcome, Terms, fetch};
use diptych::pipeline::{build, scan};
use diptych::site::Options;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// A photo of squares; `shift` changes a little of it, `kind` all.
fn photo(kind: u32, shift: u32, format: ImageFormat) -> Vec<u8> {
    let pixels = RgbImage::from_fn(180, 120, |x, y| {
        let square = (x / 20 * 7 + y / 15 * 5 + (x / 20) * (y / 15) * kind) % 11;
        image::Rgb([(square * 20 + shift) as u8, (square * 20) as u8, (y + shift) as u8])
    });
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut bytes, format).expect("a photo");
    bytes.into_inner()
}

/// A server on this machine that answers by path, and remembers what it was asked.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = asked.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let asked = remembered.clone();
                thread::spawn(move || {
                    // Whoever asked may have hung up.
                    let _ = answer(stream, port, &asked);
                });
            }
        });
        Self { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("no panic"))
    }
}

fn answer(mut stream: TcpStream, port: u16, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
    while line.trim_end() != "" {
        line.clear();
        reader.read_line(&mut line)?;
    }
    asked.lock().expect("no panic").push(path.clone());
    let jpeg = photo(1, 0, ImageFormat::Jpeg);
    let redirect = |to: &str| {
        format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    };
    let head = |media_type: &str, length: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        )
    };
    let mut whole = |media_type: &str, bytes: &[u8]| {
        stream.write_all(head(media_type, bytes.len()).as_bytes())?;
        stream.write_all(bytes)
    };
    match path.as_str() {
        "/bottle.jpg" | "/a%2520b.jpg" | "/again.jpg" | "/%EC%95%B0.jpg?x=1&y=2" => {
            whole("image/jpeg", &jpeg)
        }
        "/alike.png" => whole("image/png", &photo(1, 6, ImageFormat::Png)),
        "/site.png" => whole("image/png", &photo(7, 0, ImageFormat::Png)),
        "/other.webp" => whole("image/webp", &photo(4, 0, ImageFormat::WebP)),
        "/called.png" => whole("application/octet-stream", &jpeg),
        "/page.jpg" => whole("text/html; charset=utf-8", b"<!doctype html><html></html>"),
        "/disguised.jpg" => whole("image/jpeg", b"<!DOCTYPE html><html></html>"),
        "/drawing.svg" => whole("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        "/damaged.png" => whole("image/png", &photo(2, 0, ImageFormat::Png)[..1000]),
        "/large.jpg" => whole("image/jpeg", &[&jpeg[..], &vec![0; 3_000_000]].concat()),
        "/moved" => stream.write_all(redirect("/bottle.jpg").as_bytes()),
        "/loop" => stream.write_all(redirect("/loop").as_bytes()),
        "/inside" => stream.write_all(redirect("http://10.0.0.1/secret.jpg").as_bytes()),
        "/inside6" => stream.write_all(redirect("http://[::1]/secret.jpg").as_bytes()),
        "/mapped" => stream.write_all(redirect("http://[::ffff:10.0.0.1]/secret.jpg").as_bytes()),
        "/unique" => stream.write_all(redirect("http://[fd12:3456::1]/secret.jpg").as_bytes()),
        "/linked" => stream.write_all(redirect("//[fe80::1]/secret.jpg").as_bytes()),
        "/file" => stream.write_all(redirect("file:///etc/passwd").as_bytes()),
        "/named" => {
            stream.write_all(redirect(&format!("http://me:secret@127.0.0.1:{port}/bottle.jpg")).as_bytes())
        }
        "/truncated.jpg" => {
            stream.write_all(head("image/jpeg", jpeg.len()).as_bytes())?;
            stream.write_all(&jpeg[..jpeg.len() / 2])
        }
        "/endless.jpg" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n")?;
            loop {
                stream.write_all(&[0xff; 10_000])?;
            }
        }
        "/slow.jpg" => {
            stream.write_all(head("image/jpeg", 100_000).as_bytes())?;
            loop {
                stream.write_all(b"x")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        "/silent.jpg" => {
            thread::sleep(Duration::from_secs(20));
            Ok(())
        }
        _ => stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}

/// A site in a folder of its own. `@` in a text is the server.
struct Site {
    folder: TempDir,
    server: Server,
}

const FRONT: &str = "---\ntitle: A thing\ndescription: Of it.\ndate: 2026-11-20\n---\n";

impl Site {
    fn new() -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder"), server: Server::new() };
        site.write(
            "content/site.yaml",
            "title: Things\ndescription: Things.\nbase_url: https://example.org\n",
        );
        site
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text.replace('@', &self.server.url(""))).expect("a file");
    }

    fn guide(&self, name: &str, body: &str) {
        self.write(&format!("content/guides/{name}.md"), &format!("{FRONT}{body}"));
    }

    fn text(&self, path: &str) -> String {
        let text = fs::read_to_string(self.folder.path().join(path)).expect("a text");
        text.replace(&self.server.url(""), "@").replace(FRONT, "")
    }

    fn fetch(&self, change: impl FnOnce(&mut Terms)) -> Outcome {
        let limits = Limits {
            time: Duration::from_secs(15),
            besides: Some(SocketAddr::from(([127, 0, 0, 1], self.server.port))),
            bytes: 2_000_000,
            redirects: 3,
        };
        let today = Date::parse("2026-11-28").expect("a day");
        let mut terms = Terms { today, dry_run: false, limits };
        change(&mut terms);
        fetch(self.folder.path(), &terms, |_| {}).expect("a folder that can be written")
    }

    /// What was said of each picture: file, line, column, code, and the message without the address.
    fn said(&self, outcome: &Outcome) -> Vec<String> {
        let said = outcome.diagnostics.iter().map(|problem| {
            let text = fs::read_to_string(self.folder.path().join(problem.at.file.as_str())).expect("a text");
            let place = diptych::diagnostics::place(&problem.at, &text);
            format!("{place} {} {}", problem.code, problem.message.replace(&self.server.url(""), "@"))
        });
        said.collect()
    }

    /// The files of the site besides its settings, each with its length.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut waiting = vec![self.folder.path().to_owned()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    let name =
                        path.strip_prefix(self.folder.path()).expect("inside").to_string_lossy().into_owned();
                    files.insert(name, fs::read(path).expect("a file"));
                }
            }
        }
        files
    }

    fn page(&self, path: &str) -> String {
        let sources = scan(self.folder.path()).expect("a site");
        let site = build(&sources, &Options::on(Date::parse("2026-11-28").expect("a day")), None);
        assert!(!site.has_errors(), "{:?}", site.diagnostics);
        String::from_utf8_lossy(site.outputs[path].bytes()).into_owned()
    }
}

#[test]
fn a_picture_is_brought_in_once_and_named_where_it_was() {
    let site = Site::new();
    site.guide("one", "![A bottle](@/bottle.jpg \"@/bottle.jpg\") by [them](@/bottle.jpg).\n\n```figure\nsrc: '@/other.webp'\nalt: Another\n```\n");
    site.guide("two", "![The same](<@/bottle.jpg>) and ![again][b].\n\n[b]: @/moved\n");
    let outcome = site.fetch(|_| {});
    assert_eq!(
        site.said(&outcome),
        [
            "content/images.lock:4:1 unknown-licence nobody has said whether `content/guides/bottle.jpg` may be shown",
            "content/images.lock:15:1 unknown-licence nobody has said whether `content/guides/bottle.jpg` may be shown",
            "content/images.lock:26:1 unknown-licence nobody has said whether `content/guides/other.webp` may be shown",
        ]
    );
    assert_eq!((outcome.fetched, outcome.known, outcome.rewritten), (3, 0, 2));
    assert_eq!(site.server.asked(), ["/bottle.jpg", "/other.webp", "/moved", "/bottle.jpg"]);
    assert_eq!(
        site.text("content/guides/one.md"),
        "![A bottle](bottle.jpg \"@/bottle.jpg\") by [them](@/bottle.jpg).\n\n```figure\nsrc: 'other.webp'\nalt: Another\n```\n"
    );
    assert_eq!(
        site.text("content/guides/two.md"),
        "![The same](<bottle.jpg>) and ![again][b].\n\n[b]: bottle.jpg\n"
    );
    let lock = site.text("content/images.lock");
    let jpeg = photo(1, 0, ImageFormat::Jpeg);
    let hash = diptych::pictures::hash(&jpeg);
    let entry = lock
        .split("\n\n")
        .nth(1)
        .expect("an entry")
        .split_once("  looks")
        .expect("a hash of looks")
        .0
        .to_owned();
    assert_eq!(
        entry,
        format!(
            "\"@/bottle.jpg\":\n  file: \"guides/bottle.jpg\"\n  credit:\n  licence:\n  fetched: 2026-11-28\n  width: 180\n  height: 120\n  bytes: {}\n  hash: \"{hash}\"\n",
            jpeg.len()
        )
    );
    // Named again, it is taken from the disk, and what somebody filled in stays.
    fs::write(
        site.folder.path().join("content/images.lock"),
        lock.replace('@', &site.server.url("")).replacen(
            "credit:\n  licence:",
            "credit: Ann\n  licence: CC BY 4.0",
            1,
        ),
    )
    .expect("a file");
    site.write(
        "content/pages/three.md",
        &format!("{}![Here too](@/bottle.jpg)\n", FRONT.replace("date: 2026-11-20\n", "")),
    );
    site.guide("four", "![New](@/again.jpg)\n");
    let outcome = site.fetch(|_| {});
    assert_eq!((outcome.fetched, outcome.known, outcome.rewritten), (1, 1, 2));
    assert_eq!(site.server.asked(), ["/again.jpg"]);
    assert!(site.text("content/pages/three.md").ends_with("![Here too](../guides/bottle.jpg)\n"));
    assert_eq!(site.text("content/guides/four.md"), "![New](bottle.jpg)\n");
    assert!(site.text("content/images.lock").contains("credit: \"Ann\"\n  licence: \"CC BY 4.0\""));
    let before = site.files();
    assert_eq!(site.fetch(|_| {}), Outcome::default());
    assert!(before == site.files() && site.server.asked().is_empty());
}

/// Pictures are named in more places than the text of guides; each file gets its own beside it.
#[test]
fn pictures_of_products_settings_and_galleries_come_in_too() {
    let site = Site::new();
    site.write(
        "content/site.yaml",
        "title: Things\ndescription: Things.\nbase_url: https://example.org\nimage: {src: '@/site.png', alt: All} # ours\n",
    );
    site.write("content/products/cups/_kind.yaml", "name: Cup\nplural: Cups\nattributes: []\n");
    site.write(
        "content/products/cups/mug.yaml",
        "name: Mug\nimage:\n  src: \"@/bottle.jpg\"\n  alt: A mug\nabout: See ![it](@/alike.png) too.\n",
    );
    let gallery = "```gallery\npictures:\n  - {src: @/bottle.jpg, alt: One}\n  - src: '@/other.webp'\n    alt: Two\n```\n\n> ![In words](@/called.png)\n";
    site.guide("one", gallery);
    let outcome = site.fetch(|_| {});
    assert_eq!((outcome.fetched, outcome.known, outcome.rewritten), (5, 0, 3), "{:#?}", outcome.diagnostics);
    let mut asked = site.server.asked();
    asked.sort_unstable();
    assert_eq!(asked, ["/alike.png", "/bottle.jpg", "/called.png", "/other.webp", "/site.png"]);
    assert!(site.text("content/site.yaml").ends_with("image: {src: 'pages/site.png', alt: All} # ours\n"));
    assert_eq!(
        site.text("content/products/cups/mug.yaml"),
        "name: Mug\nimage:\n  src: \"../../guides/called.jpg\"\n  alt: A mug\nabout: See ![it](alike.png) too.\n"
    );
    // Two addresses with the same bytes share a file, which is named by the first of them: the text comes before its blocks.
    let named =
        gallery.replace("@/bottle.jpg", "called.jpg").replace("@/called.png", "called.jpg").replace("@/", "");
    assert_eq!(site.text("content/guides/one.md"), named);
    // The site is whole: pages, cards and the picture for sharing show the files that came.
    let product = site.page("products/mug/index.html");
    assert!(
        product.contains("src=\"/guides/called.jpg\"")
            && product.contains("src=\"/products/cups/alike.png\"")
    );
    assert!(site.page("index.html").contains("content=\"https://example.org/pages/site.png\""));
    assert_eq!(site.page("guides/one/index.html").matches("<picture>").count(), 3);
    assert_eq!(site.fetch(|_| {}), Outcome::default());
}

#[test]
fn pages_say_who_made_a_picture() {
    let site = Site::new();
    site.write(
        "content/guides/one.md",
        &FRONT.replace("date:", "image: {src: @/bottle.jpg, alt: A bottle}\ndate:"),
    );
    site.guide(
        "two",
        "![A bottle](@/bottle.jpg)\n\n```figure\nsrc: @/bottle.jpg\nalt: The same\ncredit: Bob\n```\n",
    );
    site.fetch(|_| {});
    let lock = site.text("content/images.lock").replace('@', &site.server.url(""));
    fs::write(
        site.folder.path().join("content/images.lock"),
        lock.replacen("credit:\n  licence:", "credit: Ann & Co\n  licence: CC BY 4.0", 1),
    )
    .expect("a file");
    let page = site.page("guides/two/index.html");
    assert!(
        page.contains("</picture> <small class=\"rights\">Ann &amp; Co, CC BY 4.0</small></p>"),
        "{page}"
    );
    assert!(page.contains("<small>Bob, CC BY 4.0</small>"), "{page}");
    let page = site.page("guides/one/index.html");
    assert!(
        page.contains("</picture><figcaption><small>Ann &amp; Co, CC BY 4.0</small></figcaption></figure>"),
        "{page}"
    );
}

#[test]
fn what_cannot_be_brought_in_is_reported_and_the_rest_is_kept() {
    let site = Site::new();
    let refused = [
        ("@/none.jpg", "there is nothing at that address any more"),
        ("@/page.jpg", "the server says that it is no picture but `text/html`"),
        ("@/disguised.jpg", "it is a web page; the address of the picture itself is another one"),
        ("@/drawing.svg", "it is a drawing (SVG), which may hold programs: look at it, and save it yourself"),
        ("@/damaged.png", "it is damaged or breaks off"),
        ("@/large.jpg", "it has more than 2 MB"),
        ("@/endless.jpg", "it has more than 2 MB"),
        ("@/loop", "the address leads on more than 3 times"),
        ("@/inside", "the address leads to `10.0.0.1`, which is no server that everybody reaches"),
        ("@/inside6", "the address leads to `[::1]`, which is no server that everybody reaches"),
        ("@/mapped", "the address leads to `[::ffff:10.0.0.1]`, which is no server that everybody reaches"),
        ("@/unique", "the address leads to `[fd12:3456::1]`, which is no server that everybody reaches"),
        ("@/linked", "the address leads to `[fe80::1]`, which is no server that everybody reaches"),
        ("@/file", "there is nothing"),
        ("@/named", "the address has a name or a password in it"),
        ("@/truncated.jpg", "the connection failed or broke off: "),
        ("ftp://example.org/a.jpg", "only addresses that start with https:// or http:// can be asked for"),
        ("https://me:secret@example.org/a.jpg", "the address has a name or a password in it"),
        ("data:image/png;base64,AAAA", "only addresses that start with https:// or http:// can be asked for"),
    ];
    let lines: Vec<String> = refused
        .iter()
        .map(|(address, _)| format!("![Words]({})\n", address.replace("me:secret@", "me:secret\u{1}")))
        .collect();
    let body = format!("{}![Good](@/bottle.jpg)\n", lines.concat());
    site.guide("one", &body);
    let path = site.folder.path().join("content/guides/one.md");
    let typed = fs::read_to_string(&path).expect("a text").replace('\u{1}', "@");
    fs::write(&path, &typed).expect("a text");
    let outcome = site.fetch(|_| {});
    assert_eq!((outcome.fetched, outcome.rewritten), (1, 1));
    let said = site.said(&outcome);
    for (number, (address, reason)) in refused.iter().enumerate() {
        let start = format!(
            "content/guides/one.md:{}:10 picture-not-fetched `{address}` was not brought in: {reason}",
            number + 6
        );
        assert!(said.iter().any(|line| line.starts_with(&start)), "{start}\n{said:#?}");
    }
    assert_eq!(said.len(), refused.len() + 1);
    let good = format!("![Good]({})", site.server.url("/bottle.jpg"));
    assert_eq!(fs::read_to_string(&path).expect("a text"), typed.replace(&good, "![Good](bottle.jpg)"));
    let names: Vec<String> = site.files().into_keys().collect();
    assert_eq!(
        names,
        ["content/guides/bottle.jpg", "content/guides/one.md", "content/images.lock", "content/site.yaml"]
    );
}

#[test]
fn a_slow_answer_is_not_waited_for() {
    let site = Site::new();
    site.guide("one", "![Slow](@/slow.jpg) and ![silent](@/silent.jpg)\n");
    let outcome = site.fetch(|terms| terms.limits.time = Duration::from_millis(400));
    let said = site.said(&outcome);
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|line| line.ends_with("it takes longer than 0.4 s")), "{said:?}");
}

#[test]
fn only_public_servers_are_asked() {
    let site = Site::new();
    site.guide("one", "![a](@/bottle.jpg) ![b](http://localhost:1/a.jpg) ![c](http://[::1]/a.jpg) ![d](http://0x7f.1/a.jpg)\n");
    let outcome = site.fetch(|terms| terms.limits.besides = None);
    let said = site.said(&outcome);
    assert_eq!(said.len(), 4);
    // A number that is an address in disguise is one to some systems and no host to others.
    let refused =
        said.iter().filter(|line| line.ends_with("which is no server that everybody reaches")).count();
    assert!(refused >= 3, "{said:#?}");
    assert_eq!(site.server.asked(), Vec::<String>::new());
    assert_eq!(outcome.fetched, 0);
}

#[test]
fn names_are_taken_from_addresses_and_never_over_other_files() {
    let site = Site::new();
    site.write("content/guides/a-b.jpg", "not that picture");
    site.guide("one", "![a](@/a%2520b.jpg)\n![b](@/앰.jpg?x=1&amp;y=2)\n![c](@/called.png)\n");
    let outcome = site.fetch(|_| {});
    assert_eq!((outcome.fetched, outcome.rewritten), (3, 1));
    assert_eq!(site.server.asked(), ["/a%2520b.jpg", "/%EC%95%B0.jpg?x=1&y=2", "/called.png"]);
    // One picture under three addresses is one file.
    assert_eq!(site.text("content/guides/one.md"), "![a](a-b-2.jpg)\n![b](a-b-2.jpg)\n![c](a-b-2.jpg)\n");
    assert_eq!(site.text("content/guides/a-b.jpg"), "not that picture");
}

#[test]
fn near_duplicates_are_named() {
    let site = Site::new();
    site.guide("one", "![a](@/bottle.jpg)\n\n![b](@/alike.png)\n\n![c](@/other.webp)\n");
    let outcome = site.fetch(|_| {});
    let said: Vec<String> =
        site.said(&outcome).into_iter().filter(|line| line.contains("near-duplicate")).collect();
    assert_eq!(
        said,
        [
            "content/guides/one.md:6:6 near-duplicate `content/guides/bottle.jpg` looks much like `content/guides/alike.png`"
        ]
    );
}

#[test]
fn a_run_that_broke_off_is_completed() {
    let site = Site::new();
    site.guide("one", "![a](@/bottle.jpg)\n");
    // The picture was written, the list and the text were not.
    fs::write(site.folder.path().join("content/guides/bottle.jpg"), photo(1, 0, ImageFormat::Jpeg))
        .expect("a file");
    assert_eq!(site.fetch(|_| {}).rewritten, 1);
    let whole = site.files();
    assert_eq!(whole.len(), 4);
    // The list was written too.
    site.guide("one", "![a](@/bottle.jpg)\n");
    site.server.asked();
    let outcome = site.fetch(|_| {});
    assert_eq!((outcome.fetched, outcome.known, outcome.rewritten), (0, 1, 1));
    assert!(whole == site.files() && site.server.asked().is_empty());
    // Somebody has changed the picture, so it is not what the address says.
    site.guide("one", "![a](@/bottle.jpg)\n");
    fs::write(site.folder.path().join("content/guides/bottle.jpg"), photo(3, 0, ImageFormat::Jpeg))
        .expect("a file");
    assert_eq!(site.fetch(|_| {}).fetched, 1);
    assert_eq!(site.text("content/guides/one.md"), "![a](bottle-2.jpg)\n");
}

#[test]
fn a_dry_run_and_a_damaged_list_change_nothing() {
    let site = Site::new();
    site.guide("one", "![a](@/bottle.jpg)\n");
    let before = site.files();
    let outcome = site.fetch(|terms| terms.dry_run = true);
    assert_eq!((outcome.fetched, outcome.rewritten), (1, 1));
    assert!(site.files() == before && site.server.asked().is_empty());
    site.write("content/images.lock", "https://example.org/:\n  file: ../secret.jpg\n");
    let before = site.files();
    let outcome = site.fetch(|_| {});
    assert!(outcome.diagnostics.iter().any(|problem| problem.code == "bad-lock-entry"));
    assert!(site.files() == before && site.server.asked().is_empty());
}
