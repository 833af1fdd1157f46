//! The key worker: the only place in the browser where keys are in memory.

mod desk;
mod handle;
mod platform;
mod port;
mod ring;
mod rotation;
mod shelf;
mod strength;

fn main() {
    port::listen();
}
