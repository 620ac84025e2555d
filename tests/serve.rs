//! The preview server as a browser meets it: a real process, a real socket, files that change while it runs.
#![cfg(feature = "serve")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const SITE: &str = include_str!("law/site.txt");

/// Longer than anything takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server of a site in a folder of its own, until the end of the test.
struct Server {
    folder: TempDir,
    process: Child,
    address: String,
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        let line = self
            .head
            .lines()
            .find(|line| line.split_once(':').is_some_and(|(found, _)| found.eq_ignore_ascii_case(name)))?;
        line.split_once(':').map(|(_, value)| value.trim())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl Server {
    /// Starts a server of the law's site with these arguments and on any port.
    fn start(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for file in SITE.split("=== ").skip(1) {
            let (path, text) = file.split_once('\n').expect("a path on a line");
            write(folder.path(), path, text);
        }
        Self::at(folder, "0", arguments)
    }

    fn at(folder: TempDir, port: &str, arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(["serve", "--today", "2026-11-23", "--port", port, "--root"])
            .arg(folder.path())
            .args(arguments)
            .env("NO_COLOR", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let line =
            lines.find_map(|line| line.ok().filter(|line| line.contains("http://"))).expect("an address");
        let address =
            line.split("http://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        let address = address.to_owned();
        // Somebody has to read on, or the server could not write.
        std::thread::spawn(move || lines.for_each(drop));
        Self { folder, process, address }
    }

    fn write(&self, path: &str, text: &str) {
        write(self.folder.path(), path, text);
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).expect("a file")
    }

    /// Puts one piece of text in the place of another.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has {from:?}");
        self.write(path, &text.replacen(from, to, 1));
    }

    /// A request with more header lines, each ended by CR LF.
    fn ask(&self, method: &str, path: &str, more: &str) -> Answer {
        self.ask_as(&self.address, method, path, more)
    }

    fn ask_as(&self, host: &str, method: &str, path: &str, more: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n")
            .expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes.windows(4).position(|part| part == b"\r\n\r\n").expect("the end of the head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "")
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream
    }

    /// Listens to what an open page is told.
    fn listen(&self, page: &str) -> News {
        let mut stream = self.connect();
        let host = &self.address;
        write!(stream, "GET /.diptych/events?page={page} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("sent");
        News(BufReader::new(stream).lines())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

fn wait_until(is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "it never is");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What an open page is told, one line of JSON after the other.
struct News(std::io::Lines<BufReader<TcpStream>>);

impl News {
    fn next(&mut self) -> String {
        let start = Instant::now();
        let mut lines = self.0.by_ref().map(|line| line.expect("a line in time"));
        let told = lines.find_map(|line| {
            // The server says now and then that it is still there.
            assert!(start.elapsed() < PATIENCE, "no news");
            line.strip_prefix("data: ").map(str::to_owned)
        });
        told.expect("news")
    }

    /// What the page is known by, and whether there is a problem.
    fn seen(&mut self) -> ([String; 3], bool) {
        let news = self.next();
        let seen = news.split('"').nth(3).expect("what is seen");
        let parts: Vec<String> = seen.split('.').map(str::to_owned).collect();
        (parts.try_into().expect("page, styles and files"), !news.ends_with("\"problems\":[]}"))
    }
}

#[test]
fn pages_and_files_are_sent_as_what_they_are() {
    let server = Server::start(&[]);
    let page = server.get("/guides/alpha/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.text().contains("Alpha says") && page.text().contains("/.diptych/live.js"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    for (path, media_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml"),
        ("/feed.xml", "application/xml"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/.diptych/live.js", "text/javascript; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(media_type)), "{path}");
        assert!(!answer.body.is_empty() && answer.header("cache-control") == Some("no-cache"), "{path}");
    }
    assert!(!server.get("/style.css").text().contains("live.js"));
    let head = server.ask("HEAD", "/style.css", "");
    assert!(head.status == 200 && head.body.is_empty());
    assert_eq!(head.header("content-length"), Some(&*server.get("/style.css").body.len().to_string()));
}

#[test]
fn nothing_of_the_server_is_ever_written() {
    let server = Server::start(&[]);
    server.get("/");
    let left: Vec<String> = fs::read_dir(server.folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| !matches!(name.as_str(), "content" | "templates" | "static" | ".diptych"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let server = Server::start(&[]);
    for path in ["/style.css", "/guides/alpha/"] {
        let first = server.get(path);
        let tag = first.header("etag").expect("a tag");
        let again = server.ask("GET", path, &format!("If-None-Match: \"other\", W/{tag}\r\n"));
        assert!(again.status == 304 && again.body.is_empty() && again.header("etag") == Some(tag), "{path}");
        assert_eq!(server.ask("GET", path, "If-None-Match: \"other\"\r\n").status, 200, "{path}");
    }
}

#[test]
fn a_part_is_sent_if_one_is_asked_for() {
    let server = Server::start(&[]);
    let whole = server.get("/style.css");
    let part = server.ask("GET", "/style.css", "Range: bytes=2-5\r\n");
    assert_eq!((part.status, &part.body[..]), (206, &whole.body[2..6]));
    let length = whole.body.len();
    assert_eq!(part.header("content-range"), Some(&*format!("bytes 2-5/{length}")));
    let tail = server.ask("GET", "/style.css", "Range: bytes=-4\r\n");
    assert_eq!((tail.status, &tail.body[..]), (206, &whole.body[length - 4..]));
    let head = server.ask("HEAD", "/style.css", "Range: bytes=2-5\r\n");
    assert_eq!((head.status, head.header("content-range")), (200, None));
    let beyond = server.ask("GET", "/style.css", &format!("Range: bytes={length}-\r\n"));
    assert_eq!((beyond.status, beyond.header("content-range")), (416, Some(&*format!("bytes */{length}"))));
    let other = server.ask("GET", "/style.css", "Range: bytes=2-5\r\nIf-Range: \"other\"\r\n");
    assert_eq!((other.status, other.body.len()), (200, length));
}

#[test]
fn folders_lead_on_and_what_is_not_there_has_a_page() {
    let server = Server::start(&[]);
    let folder = server.get("/guides/alpha?x=1");
    assert_eq!((folder.status, folder.header("location")), (307, Some("/guides/alpha/?x=1")));
    let missing = server.get("/guides/nothing/");
    assert_eq!((missing.status, missing.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(missing.text().contains("/.diptych/live.js"));
    // The nearest folder's own page.
    server.write("static/old/404.html", "<p>moved on</p>");
    let is_nearest = || server.get("/old/deep/nothing").text().contains("moved on");
    wait_until(is_nearest);
    assert!(!server.get("/older/nothing").text().contains("moved on"));
}

#[test]
fn strangers_and_climbers_are_refused() {
    let server = Server::start(&[]);
    for host in ["example.org", "example.org:4000", "127.0.0.1.example.org", ""] {
        assert_eq!(server.ask_as(host, "GET", "/", "").status, 403, "{host}");
        assert_eq!(server.ask_as(host, "GET", "/.diptych/events", "").status, 403, "{host}");
    }
    for host in ["localhost", "LOCALHOST:80", "[::1]:4000"] {
        assert_eq!(server.ask_as(host, "GET", "/", "").status, 200, "{host}");
    }
    assert_eq!(server.get("http://example.org/").status, 403);
    for path in
        ["/../Cargo.toml", "/%2e%2e/content/site.yaml", "/..%2fcontent/site.yaml", "/%00", "/a%5c..%5cb"]
    {
        assert_eq!(server.get(path).status, 400, "{path}");
    }
    for path in ["/content/site.yaml", "/.diptych/", "//etc/passwd"] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let posted = server.ask("POST", "/", "Content-Length: 0\r\n");
    assert_eq!((posted.status, posted.header("allow")), (405, Some("GET, HEAD")));
}

#[test]
fn a_page_hears_of_what_was_saved() {
    let server = Server::start(&[]);
    let mut news = server.listen("/guides/alpha/");
    let ([page, styles, files], problem) = news.seen();
    assert!(!problem);
    server.edit("content/guides/alpha.md", "Alpha says", "Alpha cried");
    let ([edited, same_styles, same_files], _) = news.seen();
    assert!(edited != page && same_styles == styles && same_files == files);
    assert!(server.get("/guides/alpha/").text().contains("Alpha cried"));
    // Another guide: this page has not changed.
    server.edit("content/guides/beta.md", "description: ", "description: Now ");
    server.write("static/style.css", "body { color: red }");
    let mut last = news.seen().0;
    while last[1] == styles {
        last = news.seen().0;
    }
    assert!(last[2] == files, "a style sheet is no other file");
    assert_eq!(server.get("/style.css").text(), "body { color: red }");
    server.write("static/extra.txt", "news");
    let ([_, _, other_files], _) = news.seen();
    assert!(other_files != files);
}

#[test]
fn the_last_good_site_stays_and_all_problems_are_told() {
    let server = Server::start(&["--editor", "ed://{path}#{line}"]);
    let mut news = server.listen("/guides/alpha/");
    let (before, _) = news.seen();
    server.edit("content/guides/alpha.md", "Alpha says", "[[nowhere]] [[no.where]] Alpha says");
    let told = news.next();
    assert!(
        told.contains("unknown-reference") && told.contains("nowhere") && told.contains("no.where"),
        "{told}"
    );
    assert!(
        told.contains(&format!("ed://{}", server.folder.path().canonicalize().expect("a path").display()))
    );
    assert!(told.contains(&format!("\"seen\":\"{}\"", before.join("."))), "{told}");
    assert!(!server.get("/guides/alpha/").text().contains("nowhere"));
    // Who comes later is told as well.
    assert!(server.listen("/").seen().1);
    server.edit("content/guides/alpha.md", "[[nowhere]] [[no.where]] Alpha says", "Alpha says");
    let (after, problem) = news.seen();
    assert!(after == before && !problem);
}

#[test]
fn a_site_with_errors_from_the_start_is_shown_when_it_has_none() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "content/guides/a.md", "no front matter");
    let server = Server::at(folder, "0", &[]);
    let broken = server.get("/");
    assert!(broken.status == 500 && broken.text().contains("/.diptych/live.js"));
    let mut news = server.listen("/");
    assert!(news.seen().1);
    server.write("content/guides/a.md", "---\ntitle: A\ndescription: A.\ndate: 2026-11-01\n---\nText.\n");
    server.write("content/site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n");
    while news.seen().1 {}
    assert_eq!(server.get("/guides/a/").status, 200);
}

#[test]
fn a_site_that_comes_later_is_shown_with_the_theme() {
    let server = Server::at(tempfile::tempdir().expect("a folder"), "0", &[]);
    let mut news = server.listen("/");
    assert!(news.seen().1, "there is no content/");
    server.write("content/site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n");
    server.write("content/guides/a.md", "---\ntitle: A\ndescription: A.\ndate: 2026-11-01\n---\nText.\n");
    while news.seen().1 {}
    assert_eq!(server.get("/guides/a/").status, 200);
    assert_eq!(server.get("/style.css").status, 200);
}

#[test]
fn what_could_not_be_read_is_read_when_it_can_be() {
    let server = Server::start(&[]);
    let mut news = server.listen("/guides/alpha/");
    assert!(!news.seen().1);
    // A file that is too large to be read stands for all that cannot be: the superuser may read any other.
    let large = fs::File::create(server.folder.path().join("static/large.bin")).expect("a file");
    large.set_len(1 << 32).expect("a file with a hole");
    server.edit("content/guides/alpha.md", "Alpha says", "Alpha cried");
    while !news.next().contains("large.bin") {}
    fs::remove_file(server.folder.path().join("static/large.bin")).expect("a file");
    while news.seen().1 {}
    assert!(server.get("/guides/alpha/").text().contains("Alpha cried"));
}

#[test]
fn a_taken_port_is_left_and_the_next_one_used() {
    let one = Server::start(&[]);
    let port = one.address.rsplit(':').next().expect("a port").to_owned();
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "content/site.yaml", "title: T\ndescription: D.\nbase_url: https://example.org\n");
    let other = Server::at(folder, &port, &[]);
    let number =
        |server: &Server| server.address.rsplit(':').next().and_then(|port| port.parse::<u16>().ok());
    assert!(number(&other) > number(&one));
    assert_eq!(other.get("/").status, 200);
}

#[test]
fn drafts_are_shown_if_asked_for() {
    let draft = "---\ntitle: D\ndescription: D.\ndate: 2026-11-01\ndraft: true\n---\nText.\n";
    for (arguments, status) in [(&[][..], 404), (&["--drafts"][..], 200)] {
        let server = Server::start(arguments);
        server.write("content/guides/drafted.md", draft);
        server.write("static/done.txt", "done");
        while server.get("/done.txt").status != 200 {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(server.get("/guides/drafted/").status, status, "{arguments:?}");
    }
}
