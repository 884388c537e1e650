// Channels: a queue under a mutex.

use super::{Arc, Condvar, Mutex};
use crate::collections::VecDeque;
use crate::error::Error;
use crate::fmt;
use crate::prelude::rust_2021::*;
use crate::time::{Duration, Instant};

struct State<T> {
    queue: VecDeque<T>,
    senders: usize,
    receiver_alive: bool,
    // How many elements a bounded channel holds; a rendezvous channel holds none after the hand-over.
    bound: Option<usize>,
    taken: usize,
    sent: usize,
}
struct Shared<T> {
    state: Mutex<State<T>>,
    not_empty: Condvar,
    not_full: Condvar,
}
pub struct Sender<T> {
    shared: Arc<Shared<T>>,
}
pub struct SyncSender<T> {
    shared: Arc<Shared<T>>,
}
pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
}
unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
unsafe impl<T: Send> Send for SyncSender<T> {}
unsafe impl<T: Send> Sync for SyncSender<T> {}
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}

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

fn new_shared<T>(bound: Option<usize>) -> Arc<Shared<T>> {
    Arc::new(Shared {
        state: Mutex::new(State {
            queue: VecDeque::new(),
            senders: 1,
            receiver_alive: true,
            bound,
            taken: 0,
            sent: 0,
        }),
        not_empty: Condvar::new(),
        not_full: Condvar::new(),
    })
}
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = new_shared(None);
    (Sender { shared: shared.clone() }, Receiver { shared })
}
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let shared = new_shared(Some(bound));
    (SyncSender { shared: shared.clone() }, Receiver { shared })
}

impl<T> Shared<T> {
    fn send(&self, value: T) -> Result<(), SendError<T>> {
        let mut state = self.state.lock().unwrap();
        if let Some(bound) = state.bound {
            let limit = if bound == 0 { 1 } else { bound };
            while state.receiver_alive && state.queue.len() >= limit {
                state = self.not_full.wait(state).unwrap();
            }
        }
        if !state.receiver_alive {
            return Err(SendError(value));
        }
        state.queue.push_back(value);
        state.sent += 1;
        let ticket = state.sent;
        self.not_empty.notify_one();
        if state.bound == Some(0) {
            while state.receiver_alive && state.taken < ticket {
                state = self.not_full.wait(state).unwrap();
            }
        }
        Ok(())
    }
    fn take(&self, state: &mut State<T>) -> Option<T> {
        let value = state.queue.pop_front()?;
        state.taken += 1;
        if state.bound.is_some() {
            self.not_full.notify_all();
        }
        Some(value)
    }
    fn add_sender(&self) {
        self.state.lock().unwrap().senders += 1;
    }
    fn remove_sender(&self) {
        let mut state = self.state.lock().unwrap();
        state.senders -= 1;
        if state.senders == 0 {
            self.not_empty.notify_all();
        }
    }
}
macro_rules! senders {
    ($($Sender:ident)*) => { $(
        impl<T> $Sender<T> {
            pub fn send(&self, t: T) -> Result<(), SendError<T>> { self.shared.send(t) }
        }
        impl<T> Clone for $Sender<T> {
            fn clone(&self) -> $Sender<T> {
                self.shared.add_sender();
                $Sender { shared: self.shared.clone() }
            }
        }
        impl<T> Drop for $Sender<T> {
            fn drop(&mut self) { self.shared.remove_sender() }
        }
        impl<T> fmt::Debug for $Sender<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Sender)).finish_non_exhaustive()
            }
        }
    )* };
}
senders! { Sender SyncSender }
impl<T> SyncSender<T> {
    pub fn try_send(&self, t: T) -> Result<(), TrySendError<T>> {
        let mut state = self.shared.state.lock().unwrap();
        if !state.receiver_alive {
            return Err(TrySendError::Disconnected(t));
        }
        if let Some(bound) = state.bound {
            if state.queue.len() >= bound {
                return Err(TrySendError::Full(t));
            }
        }
        state.queue.push_back(t);
        state.sent += 1;
        self.shared.not_empty.notify_one();
        Ok(())
    }
}
impl<T> Receiver<T> {
    pub fn recv(&self) -> Result<T, RecvError> {
        let mut state = self.shared.state.lock().unwrap();
        loop {
            if let Some(value) = self.shared.take(&mut state) {
                return Ok(value);
            }
            if state.senders == 0 {
                return Err(RecvError);
            }
            state = self.shared.not_empty.wait(state).unwrap();
        }
    }
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let mut state = self.shared.state.lock().unwrap();
        match self.shared.take(&mut state) {
            Some(value) => Ok(value),
            None if state.senders == 0 => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let start = Instant::now();
        let mut state = self.shared.state.lock().unwrap();
        loop {
            if let Some(value) = self.shared.take(&mut state) {
                return Ok(value);
            }
            if state.senders == 0 {
                return Err(RecvTimeoutError::Disconnected);
            }
            let Some(left) = timeout.checked_sub(start.elapsed()) else { return Err(RecvTimeoutError::Timeout) };
            state = self.shared.not_empty.wait_timeout(state, left).unwrap().0;
        }
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
        let rest = {
            let mut state = self.shared.state.lock().unwrap();
            state.receiver_alive = false;
            self.shared.not_full.notify_all();
            crate::mem::take(&mut state.queue)
        };
        drop(rest);
    }
}
impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
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
macro_rules! channel_errors {
    ($(($($g:tt)*) $t:ty, $text:literal;)*) => { $(
        impl<$($g)*> fmt::Display for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str($text) }
        }
        impl<$($g)*> Error for $t {}
    )* };
}
channel_errors! {
    (T) SendError<T>, "sending on a closed channel";
    () RecvError, "receiving on a closed channel";
    () TryRecvError, "receiving on an empty or closed channel";
    () RecvTimeoutError, "timed out waiting on channel";
}
impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}
impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrySendError::Full(..) => "Full(..)",
            TrySendError::Disconnected(..) => "Disconnected(..)",
        })
    }
}
