//! Where a call comes from, as far as it can be believed.

use crate::config::Network;
use axum::http::{HeaderMap, HeaderName};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client's address: the last one in `X-Forwarded-For` that no trusted proxy vouches for as another proxy.
pub(super) fn client(peer: Option<Peer>, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut address = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |Peer(peer)| peer.ip().to_canonical());
    let hops = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).collect::<Vec<_>>();
    for hop in hops.into_iter().rev() {
        if !is_trusted(address) {
            break;
        }
        match parse(hop) {
            Some(next) => address = next,
            None => break,
        }
    }
    address
}

/// What is counted as one address: of IPv6 all those of one household, which has more of them than can be counted.
pub(super) fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & (u128::MAX << 64))),
        four @ IpAddr::V4(_) => four,
    }
}

fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip())).map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn client_of(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED, HeaderValue::from_str(forwarded).expect("header"));
        let trusted = ["10.0.0.0/8".parse().expect("network")];
        client(Some(Peer(format!("{peer}:1").parse().expect("peer"))), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(client_of("198.51.100.1", "203.0.113.9"), "198.51.100.1");
        assert_eq!(client_of("10.0.0.1", "203.0.113.9"), "203.0.113.9");
        assert_eq!(client_of("10.0.0.1", "192.0.2.66, 203.0.113.9, 10.0.0.2"), "203.0.113.9");
        assert_eq!(client_of("10.0.0.1", "nonsense"), "10.0.0.1");
    }
}
