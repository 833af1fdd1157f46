//! How long a connection may take: to send the head of a request, and to do nothing between two.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    time::{Instant, Sleep, sleep},
};

/// Tells a connection that a request is being answered: then the handler's own limits count.
#[derive(Clone, Default)]
pub(super) struct Answering(Arc<AtomicBool>);

impl Answering {
    pub(super) fn begin(&self) -> Guard {
        self.0.store(true, Ordering::Release);
        Guard(self.clone())
    }

    fn is_on(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A request is being answered while this lives.
pub(super) struct Guard(Answering);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
    }
}

/// A stream that ends when the head of a request takes too long to come.
pub(super) struct Patient<S> {
    stream: S,
    answering: Answering,
    /// Whether some of a head has come and not yet all of it. A fresh connection owes its first head at once.
    in_head: bool,
    deadline: Pin<Box<Sleep>>,
    patience: Duration,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, answering: Answering, patience: Duration) -> Self {
        Self { stream, answering, in_head: true, deadline: Box::pin(sleep(patience)), patience }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        if this.answering.is_on() {
            this.in_head = false;
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.stream).poll_read(cx, buffer);
        let came = buffer.filled().len() > before;
        if came && !this.in_head && !this.answering.is_on() {
            this.in_head = true;
            this.deadline.as_mut().reset(Instant::now() + this.patience);
        }
        if this.in_head && this.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
