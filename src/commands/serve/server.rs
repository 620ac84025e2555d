//! The server: a request in, an answer out of what is shown now. Only this machine is answered, and nothing is read from the disk.
//!
//! The door of the server crates. Must not know: how a site is built or watched.

use super::ranges;
use super::shown::{Content, EVENTS, Found, SCRIPT, Shown, hash};
use super::types::media_type;
use crate::commands::hosts;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

/// The program that keeps open pages in step.
const LIVE: &str = include_str!("live.js");

/// Where new versions are put; the server has the other end.
pub struct Stage(watch::Sender<Option<Arc<Shown>>>);

/// Where the server takes what it shows.
pub struct Audience(watch::Receiver<Option<Arc<Shown>>>);

/// A stage on which nothing is shown yet: who asks before waits.
pub fn stage() -> (Stage, Audience) {
    let (sender, receiver) = watch::channel(None);
    (Stage(sender), Audience(receiver))
}

impl Stage {
    /// Shows something new, and tells all open pages.
    pub fn show(&self, shown: Shown) {
        self.0.send_replace(Some(Arc::new(shown)));
    }
}

type Now = State<watch::Receiver<Option<Arc<Shown>>>>;

/// Answers on `listener` until the process ends.
///
/// # Errors
/// The system gives no runtime, or takes the listener back.
pub fn run(listener: TcpListener, audience: Audience) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let router = Router::new()
        .route(EVENTS, get(events))
        .route(SCRIPT, get(script))
        .fallback(file)
        .layer(middleware::from_fn(guard))
        .with_state(audience.0);
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
    })
}

/// Refuses what does not come from this machine's own pages, and what would change something.
async fn guard(mut request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    // A request may also name its host in its target (RFC 9112, section 3.2.2).
    let target = request.uri().authority().map(|authority| authority.as_str());
    if !host.is_some_and(hosts::is_ours) || !target.is_none_or(hosts::is_ours) {
        return plain(StatusCode::FORBIDDEN, "this server answers to localhost alone");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD");
        refusal.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    if *request.method() == Method::HEAD {
        // To ask for the head of a part means nothing (RFC 9110, section 14.2).
        request.headers_mut().remove(header::RANGE);
    }
    next.run(request).await
}

fn plain(status: StatusCode, words: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, media_type(".txt"))], words).into_response()
}

/// What is shown now; waits for the first build. `None` if the builder is gone.
async fn now(mut audience: watch::Receiver<Option<Arc<Shown>>>) -> Option<Arc<Shown>> {
    audience.wait_for(Option::is_some).await.ok()?.clone()
}

async fn script(request: Request) -> Response {
    let content = Content { media_type: media_type(SCRIPT), bytes: LIVE.as_bytes().into() };
    send(StatusCode::OK, &content, request.headers())
}

/// Tells a page of every build: the first time at once.
async fn events(
    State(audience): Now,
    request: Request,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let query = request.uri().query().unwrap_or_default();
    let page = query.strip_prefix("page=").unwrap_or("/");
    let page = crate::base::address::decode(page).unwrap_or_default().into_owned();
    let news = WatchStream::new(audience)
        .filter_map(move |shown| Some(Ok(Event::default().data(shown?.news(&page)))));
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn file(State(audience): Now, request: Request) -> Response {
    let Some(shown) = now(audience).await else {
        return plain(StatusCode::SERVICE_UNAVAILABLE, "the builder has ended");
    };
    match shown.at(request.uri().path()) {
        Found::File(content) => send(StatusCode::OK, &content, request.headers()),
        Found::Nothing(content) => send(StatusCode::NOT_FOUND, &content, &HeaderMap::new()),
        Found::Broken(content) => send(StatusCode::INTERNAL_SERVER_ERROR, &content, &HeaderMap::new()),
        Found::Refused => plain(StatusCode::BAD_REQUEST, "no path of a site looks like this"),
        Found::Folder(mut address) => {
            if let Some(query) = request.uri().query() {
                address = format!("{address}?{query}");
            }
            // Not for good: a browser would keep that longer than the site keeps the page.
            let headers = [(header::LOCATION, address), (header::CACHE_CONTROL, NO_CACHE.to_owned())];
            (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
        }
    }
}

/// A browser may keep what it got, and asks each time whether it still holds.
const NO_CACHE: &str = "no-cache";

/// Bytes with all that is to be said of them: the whole, a part, or that the browser has them already.
fn send(status: StatusCode, content: &Content<'_>, asked: &HeaderMap) -> Response {
    let bytes = content.bytes.as_ref();
    let tag = format!("\"{:016x}\"", hash(bytes));
    let asks = |name: HeaderName| asked.get(name).and_then(|value| value.to_str().ok());
    let headers = [
        (header::CONTENT_TYPE, content.media_type.to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::CACHE_CONTROL, NO_CACHE.to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if asks(header::IF_NONE_MATCH).is_some_and(|known| matches(known, &tag)) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let same = asks(header::IF_RANGE).is_none_or(|known| known == tag);
    let range = asks(header::RANGE).filter(|_| same);
    match range.map_or(ranges::Asked::Whole, |range| ranges::asked(range, bytes.len())) {
        ranges::Asked::Whole => (status, headers, Body::from(bytes.to_vec())).into_response(),
        ranges::Asked::Part(part) => {
            let place = format!("bytes {}-{}/{}", part.start, part.end - 1, bytes.len());
            let body = Body::from(bytes[part].to_vec());
            (StatusCode::PARTIAL_CONTENT, headers, [(header::CONTENT_RANGE, place)], body).into_response()
        }
        ranges::Asked::Nothing => {
            let place = format!("bytes */{}", bytes.len());
            (StatusCode::RANGE_NOT_SATISFIABLE, headers, [(header::CONTENT_RANGE, place)]).into_response()
        }
    }
}

/// Whether `If-None-Match` names the tag (RFC 9110, section 13.1.2: compared as weak).
fn matches(known: &str, tag: &str) -> bool {
    known.trim() == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}
