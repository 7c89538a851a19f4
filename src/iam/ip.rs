//! Ranges of addresses, against a viewer's place that is taken by CloudFront.

use super::Truth;
use core::net::IpAddr;

/// CloudFront publishes over a hundred ranges. A list that is shorter than this leaves most out, as
/// few as it may name.
const FEWEST_FOR_CLOUDFRONT: usize = 20;

/// A range this wide, in bits of its prefix, may hold much of CloudFront.
const WIDE: u8 = 8;

/// Whether a request of CloudFront's comes out of one of these ranges. Its addresses are public, and
/// many: private ranges have none of them, a range of everything all, a short list hardly any.
pub(super) fn holds_cloudfront(ranges: &[&str]) -> Truth {
    let many = ranges.len() >= FEWEST_FOR_CLOUDFRONT;
    Truth::any(ranges.iter().map(|range| one(range, many)))
}

fn one(range: &str, many: bool) -> Truth {
    let (address, length) = range.split_once('/').unwrap_or((range, "128"));
    let (Ok(address), Ok(length)) = (
        address.trim().parse::<IpAddr>(),
        length.trim().parse::<u8>(),
    ) else {
        return Truth::Unknown;
    };
    let is_private = match address {
        IpAddr::V4(address) => {
            address.is_private() || address.is_loopback() || address.is_link_local()
        }
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    match length {
        0 => Truth::Yes,
        _ if is_private => Truth::No,
        1..=WIDE => Truth::Unknown,
        _ if many => Truth::Unknown,
        _ => Truth::LikelyNo,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_not_cloudfront() {
        for (ranges, expected) in [
            (&["192.0.2.0/24"][..], Truth::LikelyNo),
            (&["10.0.0.0/8", "172.16.0.0/12"], Truth::No),
            (&["10.0.0.0/8", "0.0.0.0/0"], Truth::Yes),
            (&["13.0.0.0/8", "192.0.2.1"], Truth::Unknown),
            (&["192.0.2.0/24"; 20], Truth::Unknown),
            (&["${Office}"], Truth::Unknown),
        ] {
            assert_eq!(holds_cloudfront(ranges), expected, "{ranges:?}");
        }
    }
}
