//! A server that misbehaves: whatever a test writes, to whoever connects.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

/// A server on loopback; it lives until the tests end.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) port: u16,
    connections: Arc<AtomicU64>,
    written: Arc<AtomicU64>,
}

/// One connection, whose request has been read.
#[derive(Debug)]
pub(crate) struct Client {
    stream: TcpStream,
    written: Arc<AtomicU64>,
}

impl Client {
    /// Whether the bytes could be written: false once the other side is gone.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        let bytes = bytes.as_ref();
        let sent = self.stream.write_all(bytes).is_ok();
        let count = if sent { bytes.len() } else { 0 };
        self.written
            .fetch_add(u64::try_from(count).unwrap_or(u64::MAX), Ordering::Relaxed);
        sent
    }

    /// The same bytes again and again, with a rest between, until the other side is gone.
    pub(crate) fn send_on(&mut self, bytes: &[u8], rest: Duration) {
        while self.send(bytes) {
            thread::sleep(rest);
        }
    }

    /// Says nothing until the other side is gone.
    pub(crate) fn wait(&mut self) {
        let _ = self.stream.read_to_end(&mut Vec::new());
    }
}

impl Server {
    /// Serves every connection so.
    pub(crate) fn start(serve: impl Fn(&mut Client) + Send + Sync + 'static) -> Self {
        let serve = Arc::new(serve);
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
        let port = listener.local_addr().expect("it is bound").port();
        let (connections, written) = (Arc::<AtomicU64>::default(), Arc::<AtomicU64>::default());
        let (count, sum) = (Arc::clone(&connections), Arc::clone(&written));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                let (written, serve) = (Arc::clone(&sum), Arc::clone(&serve));
                thread::spawn(move || {
                    let mut client = Client { stream, written };
                    let _ = client.stream.read(&mut [0; 16 * 1024]);
                    serve(&mut client);
                });
            }
        });
        Self {
            port,
            connections,
            written,
        }
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }

    /// How many bytes were taken from it.
    pub(crate) fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }
}
