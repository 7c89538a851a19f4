//! The sockets: many connections, slow ones among them, and bodies that are never held whole.

use super::conditions::http_date;
use super::control;
use super::reply::{Body, Reply};
use super::request::Request;
use super::running::{Lab, Line};
use super::{edge, s3};
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body as _, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io::SeekFrom;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

/// More connections at a time have to wait.
const MOST_CONNECTIONS: usize = 1024;

/// How long a client may take for its request's headers, and a connection be idle.
const HEADERS: Duration = Duration::from_secs(20);

/// The longest headers, in bytes: somewhat more than CloudFront takes.
const LONGEST_HEADERS: usize = 64 * 1024;

/// The largest upload, in bytes, and how long one may take.
const LARGEST_UPLOAD: usize = 64 * 1024 * 1024;
const UPLOAD: Duration = Duration::from_secs(60);

/// How much of a file is read at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// Which of the two a socket is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Edge,
    S3,
}

/// Listens on an address, on a thread of its own, until the program ends.
pub(super) fn start(lab: &Arc<Lab>, side: Side, at: SocketAddr) -> Result<SocketAddr, String> {
    let unusable = |error: std::io::Error| format!("{at} cannot be listened on: {error}");
    let listener = std::net::TcpListener::bind(at).map_err(unusable)?;
    listener.set_nonblocking(true).map_err(unusable)?;
    let own = listener.local_addr().map_err(unusable)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(unusable)?;
    let lab = Arc::clone(lab);
    let work = move || runtime.block_on(accept(lab, side, listener));
    std::thread::Builder::new().spawn(work).map_err(unusable)?;
    Ok(own)
}

async fn accept(lab: Arc<Lab>, side: Side, listener: std::net::TcpListener) {
    let Ok(listener) = TcpListener::from_std(listener) else {
        return;
    };
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let lab = Arc::clone(&lab);
                tokio::spawn(async move {
                    converse(lab, side, stream).await;
                    drop(place);
                });
            }
            // Too many open files, or a client that went away: both pass.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn converse(lab: Arc<Lab>, side: Side, stream: TcpStream) {
    let service = service_fn(move |request| {
        let lab = Arc::clone(&lab);
        async move { Ok::<_, Infallible>(respond(&lab, side, request).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(LONGEST_HEADERS)
        .half_close(true)
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // Whatever a client does wrong is its own matter, and the next one's not at all.
    drop(served);
}

async fn respond(
    lab: &Lab,
    side: Side,
    request: hyper::Request<Incoming>,
) -> hyper::Response<Sent> {
    let mut own = received(&request);
    if own.method == "PUT" {
        own.body = upload(request.into_body()).await;
    }
    let request = own;
    let reply = match (side, control::answer(lab, &request)) {
        (Side::Edge, Some(reply)) => return sent(lab, reply),
        (Side::Edge, None) => edge::serve(lab, &request),
        (Side::S3, _) => s3::serve(lab, &request),
    };
    (lab.watch)(&Line {
        side: match side {
            Side::Edge => "edge",
            Side::S3 => "s3",
        },
        cache: reply.header("x-cache").map(str::to_owned),
        status: reply.status,
        code: reply.code.clone(),
        method: request.method,
        path: request.path,
    });
    sent(lab, reply)
}

/// How many uploads are received at a time: each is held whole.
static UPLOADS: Semaphore = Semaphore::const_new(8);

/// The body of an upload; none if it is too large, too slow, or breaks off.
async fn upload(body: Incoming) -> Option<Arc<[u8]>> {
    let _place = UPLOADS.acquire().await.ok()?;
    let whole = Limited::new(body, LARGEST_UPLOAD).collect();
    let whole = tokio::time::timeout(UPLOAD, whole).await.ok()?.ok()?;
    Some(Arc::from(whole.to_bytes().as_ref()))
}

/// The request as it came. Header values that are no text of ours are passed over bytewise.
fn received(request: &hyper::Request<Incoming>) -> Request {
    let headers = request.headers().iter().map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        (name.as_str().to_owned(), value)
    });
    let mut headers: Vec<(String, String)> = headers.collect();
    let uri = request.uri();
    // A proxy's client names the host in the target, and that is the one that counts.
    if let Some(authority) = uri.authority() {
        headers.retain(|(name, _)| name != "host");
        headers.push(("host".to_owned(), authority.to_string()));
    }
    Request {
        method: request.method().as_str().to_owned(),
        path: uri.path().to_owned(),
        query: uri.query().unwrap_or_default().to_owned(),
        headers,
        has_body: !request.body().is_end_stream(),
        body: None,
        by_cloudfront: false,
        is_denied: false,
    }
}

fn sent(lab: &Lab, reply: Reply) -> hyper::Response<Sent> {
    let has_date = reply.header("date").is_some();
    let mut headers = reply.headers;
    if !has_date {
        headers.push(("date".to_owned(), http_date(lab.clock.now())));
    }
    let length = reply.body.length();
    let status = hyper::StatusCode::from_u16(reply.status);
    let mut response = hyper::Response::new(Sent::new(reply.body));
    *response.status_mut() = status.unwrap_or(hyper::StatusCode::INTERNAL_SERVER_ERROR);
    let length = length.map(|length| ("content-length".to_owned(), length.to_string()));
    for (name, value) in headers.into_iter().chain(length) {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

/// A body on its way. No thread waits for a client that reads slowly.
enum Sent {
    Bytes(Option<Bytes>),
    File(Reading),
}

/// A part of a file that is read piece by piece.
struct Reading {
    file: tokio::fs::File,
    /// Where it starts, until that place was looked for.
    start: Option<u64>,
    is_seeking: bool,
    left: u64,
}

impl Sent {
    fn new(body: Body) -> Self {
        match body {
            Body::Empty(_) => Self::Bytes(None),
            Body::Bytes(bytes) => Self::Bytes(Some(Bytes::from_owner(bytes))),
            Body::File {
                file,
                start,
                length,
            } => Self::File(Reading {
                file: tokio::fs::File::from_std(file),
                start: Some(start),
                is_seeking: false,
                left: length,
            }),
        }
    }
}

impl hyper::body::Body for Sent {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match self.get_mut() {
            Self::Bytes(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Self::File(reading) => reading.poll(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Self::File(reading) => reading.left == 0,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            // HEAD tells a length that no body has.
            Self::Bytes(None) => SizeHint::default(),
            Self::Bytes(Some(bytes)) => {
                SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX))
            }
            Self::File(reading) => SizeHint::with_exact(reading.left),
        }
    }
}

impl Reading {
    fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        if let Err(error) = ready!(self.poll_seek(context)) {
            return Poll::Ready(Some(Err(error)));
        }
        let most = usize::try_from(self.left).unwrap_or(PIECE).min(PIECE);
        let mut space = vec![0; most];
        let mut piece = ReadBuf::new(&mut space);
        if let Err(error) = ready!(Pin::new(&mut self.file).poll_read(context, &mut piece)) {
            return Poll::Ready(Some(Err(error)));
        }
        let count = piece.filled().len();
        space.truncate(count);
        self.left = self
            .left
            .saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        Poll::Ready(Some(match count {
            // It was cut short meanwhile: the client must see that, and not wait.
            0 => Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)),
            _ => Ok(Frame::data(Bytes::from(space))),
        }))
    }

    fn poll_seek(&mut self, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        let Some(start) = self.start else {
            return Poll::Ready(Ok(()));
        };
        let mut file = Pin::new(&mut self.file);
        if !self.is_seeking {
            file.as_mut().start_seek(SeekFrom::Start(start))?;
            self.is_seeking = true;
        }
        ready!(file.poll_complete(context))?;
        self.start = None;
        Poll::Ready(Ok(()))
    }
}
