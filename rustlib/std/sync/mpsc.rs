// Channels with many senders and one receiver: a queue behind a mutex.

use crate::collections::VecDeque;
use crate::error::Error;
use crate::fmt;
use crate::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use crate::time::{Duration, Instant};

struct State<T> {
    queue: VecDeque<T>,
    senders: usize,
    receiver_alive: bool,
    // None: no bound.
    capacity: Option<usize>,
    // How many messages have been taken, for senders that hand over directly.
    taken: usize,
    sent: usize,
    waiting_receivers: usize,
}
struct Channel<T> {
    state: Mutex<State<T>>,
    not_empty: Condvar,
    not_full: Condvar,
}
impl<T> Channel<T> {
    fn new(capacity: Option<usize>) -> Arc<Channel<T>> {
        Arc::new(Channel {
            state: Mutex::new(State {
                queue: VecDeque::new(),
                senders: 1,
                receiver_alive: true,
                capacity,
                taken: 0,
                sent: 0,
                waiting_receivers: 0,
            }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        })
    }
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn add_sender(&self) {
        self.lock().senders += 1;
    }
    fn drop_sender(&self) {
        let mut state = self.lock();
        state.senders -= 1;
        let last = state.senders == 0;
        drop(state);
        if last {
            self.not_empty.notify_all();
        }
    }
    fn send(&self, t: T) -> Result<(), SendError<T>> {
        let mut state = self.lock();
        loop {
            if !state.receiver_alive {
                return Err(SendError(t));
            }
            let room = match state.capacity {
                None => true,
                Some(0) => state.queue.is_empty(),
                Some(n) => state.queue.len() < n,
            };
            if room {
                break;
            }
            state = self.not_full.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.queue.push_back(t);
        state.sent += 1;
        let ticket = state.sent;
        self.not_empty.notify_one();
        if state.capacity == Some(0) {
            // Hands over: waits until the receiver has it.
            while state.taken < ticket {
                if !state.receiver_alive {
                    return match state.queue.pop_back() {
                        Some(t) => Err(SendError(t)),
                        None => Ok(()),
                    };
                }
                state = self.not_full.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
        Ok(())
    }
    fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        let mut state = self.lock();
        if !state.receiver_alive {
            return Err(TrySendError::Disconnected(t));
        }
        let room = match state.capacity {
            None => true,
            Some(0) => state.queue.is_empty() && state.waiting_receivers > 0,
            Some(n) => state.queue.len() < n,
        };
        if !room {
            return Err(TrySendError::Full(t));
        }
        state.queue.push_back(t);
        state.sent += 1;
        self.not_empty.notify_one();
        Ok(())
    }
    fn take(&self, state: &mut State<T>) -> Option<T> {
        let t = state.queue.pop_front()?;
        state.taken += 1;
        if state.capacity.is_some() {
            self.not_full.notify_all();
        }
        Some(t)
    }
    fn recv(&self, deadline: Option<Instant>) -> Result<T, RecvTimeoutError> {
        let mut state = self.lock();
        loop {
            if let Some(t) = self.take(&mut state) {
                return Ok(t);
            }
            if state.senders == 0 {
                return Err(RecvTimeoutError::Disconnected);
            }
            state.waiting_receivers += 1;
            match deadline {
                None => state = self.not_empty.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) => {
                    let now = Instant::now();
                    if now >= deadline {
                        state.waiting_receivers -= 1;
                        return Err(RecvTimeoutError::Timeout);
                    }
                    let result = self.not_empty.wait_timeout(state, deadline - now);
                    state = result.unwrap_or_else(PoisonError::into_inner).0;
                }
            }
            state.waiting_receivers -= 1;
        }
    }
    fn try_recv(&self) -> Result<T, TryRecvError> {
        let mut state = self.lock();
        match self.take(&mut state) {
            Some(t) => Ok(t),
            None if state.senders == 0 => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }
}

pub struct Sender<T> {
    channel: Arc<Channel<T>>,
}
pub struct SyncSender<T> {
    channel: Arc<Channel<T>>,
}
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
}
unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}

pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Channel::new(None);
    (Sender { channel: channel.clone() }, Receiver { channel })
}
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let channel = Channel::new(Some(bound));
    (SyncSender { channel: channel.clone() }, Receiver { channel })
}
impl<T> Sender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.channel.send(t)
    }
}
impl<T> SyncSender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        self.channel.send(t)
    }
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        self.channel.try_send(t)
    }
}
macro_rules! sender_traits {
    ($($Sender:ident)*) => { $(
        impl<T> Clone for $Sender<T> {
            fn clone(&self) -> $Sender<T> {
                self.channel.add_sender();
                $Sender { channel: self.channel.clone() }
            }
        }
        impl<T> Drop for $Sender<T> {
            fn drop(&mut self) { self.channel.drop_sender() }
        }
        impl<T> fmt::Debug for $Sender<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Sender)).finish_non_exhaustive()
            }
        }
    )* };
}
sender_traits! { Sender SyncSender }
impl<T> Receiver<T> {
    pub fn recv(&self) -> Result<T, RecvError> {
        self.channel.recv(None).map_err(|_| RecvError)
    }
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.try_recv()
    }
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.channel.recv(Instant::now().checked_add(timeout))
    }
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.channel.recv(Some(deadline))
    }
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut state = self.channel.lock();
        state.receiver_alive = false;
        // A sender that is handing over takes its message back.
        let left = if state.capacity == Some(0) { VecDeque::new() } else { crate::mem::take(&mut state.queue) };
        drop(state);
        self.channel.not_full.notify_all();
        drop(left);
    }
}
impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}
impl<'a, T> Iterator for TryIter<'a, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv().ok()
    }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}
impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}

#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    Empty,
    Disconnected,
}
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError {
    Timeout,
    Disconnected,
}
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> {
    Full(T),
    Disconnected(T),
}
impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}
impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sending on a closed channel")
    }
}
impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrySendError::Full(..) => f.write_str("TrySendError::Full(..)"),
            TrySendError::Disconnected(..) => f.write_str("TrySendError::Disconnected(..)"),
        }
    }
}
impl<T> fmt::Display for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrySendError::Full(..) => f.write_str("sending on a full channel"),
            TrySendError::Disconnected(..) => f.write_str("sending on a closed channel"),
        }
    }
}
impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("receiving on a closed channel")
    }
}
impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryRecvError::Empty => f.write_str("receiving on an empty channel"),
            TryRecvError::Disconnected => f.write_str("receiving on a closed channel"),
        }
    }
}
impl fmt::Display for RecvTimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecvTimeoutError::Timeout => f.write_str("timed out waiting on channel"),
            RecvTimeoutError::Disconnected => f.write_str("channel is empty and sending half is closed"),
        }
    }
}
impl<T> Error for SendError<T> {}
impl<T> Error for TrySendError<T> {}
impl Error for RecvError {}
impl Error for TryRecvError {}
impl Error for RecvTimeoutError {}
impl<T> From<SendError<T>> for TrySendError<T> {
    fn from(err: SendError<T>) -> TrySendError<T> {
        TrySendError::Disconnected(err.0)
    }
}
impl From<RecvError> for TryRecvError {
    fn from(_: RecvError) -> TryRecvError {
        TryRecvError::Disconnected
    }
}
impl From<RecvError> for RecvTimeoutError {
    fn from(_: RecvError) -> RecvTimeoutError {
        RecvTimeoutError::Disconnected
    }
}
