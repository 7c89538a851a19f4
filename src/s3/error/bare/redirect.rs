//! Redirects without a code: of S3 to a Region, of CloudFront to https, of a function, or of others.

use super::Words;
use crate::model::{Response, S3Host};
use crate::s3::error::{Clue, Speaker};

/// What a redirect means.
pub(super) fn words(response: &Response, speaker: Speaker) -> Words {
    let cache = response.header("x-cache").unwrap_or_default();
    let cache = cache.to_ascii_lowercase();
    let by_function = ["functiongenerated", "lambdagenerated"];
    match speaker {
        _ if by_function.iter().any(|sign| cache.starts_with(sign)) => Words::new(
            "A function of the distribution (CloudFront Functions or Lambda@Edge) sends the viewer \
                elsewhere: it made this answer, and S3 was not asked.",
            "look at the functions of the behavior that the path takes, and let signed URLs pass",
        ),
        Speaker::CloudFront => Words::new(
            "CloudFront sends the viewer elsewhere itself, as from http to https; S3 was not \
                asked.",
            "use the address in Location: sign and share it with https",
        ),
        _ if is_regional(response) => Words::new(
            "The origin sends the viewer to another host. CloudFront does not follow redirects, \
                and a signature that covers the Host breaks when the viewer does.",
            "set the origin to the Regional host of the bucket, and sign for it",
        )
        .rules(&["origin-region-missing"]),
        _ if is_same_path(response) => Words::new(
            "The viewer is sent to the same path with https: a redirect from http, most likely, \
                and S3 was not asked.",
            "share the URL with https, and with the host that Location names",
        )
        .likely(),
        _ => Words::new(
            "The viewer is sent elsewhere, and not by S3: an application, a login, a proxy or \
                another server before the CDN answers. A client that follows takes the signature \
                to a host that it was not made for.",
            "look where the name points in DNS, and which behavior and origin the path takes; ask \
                for the address without following redirects",
        ),
    }
}

/// Where the viewer is sent, if not to S3.
pub(super) fn clue(response: &Response) -> Option<Clue> {
    let moved = matches!(response.status, Some(300..=303 | 305..=399));
    let host = host(response.header("location")?).filter(|_| moved)?;
    let elsewhere = S3Host::parse(name(host)).is_none();
    elsewhere.then(|| Clue::RedirectsTo(host.to_owned()))
}

/// S3 names the Region in a header, or the host in that Region.
fn is_regional(response: &Response) -> bool {
    let location = response.header("location").and_then(host);
    let to_s3 = location.is_some_and(|host| S3Host::parse(name(host)).is_some());
    to_s3 || response.header("x-amz-bucket-region").is_some()
}

/// Whether the path stays, and the protocol is https afterwards.
fn is_same_path(response: &Response) -> bool {
    let location = response.header("location").unwrap_or_default();
    let Some((asked, rest)) = response
        .asked
        .as_ref()
        .zip(location.strip_prefix("https://"))
    else {
        return false;
    };
    let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let path = rest.get(start..).unwrap_or_default();
    path.split(['?', '#']).next() == Some(asked.path.as_str())
}

/// The host of an absolute address, with its port.
fn host(location: &str) -> Option<&str> {
    let (protocol, rest) = location.split_once("//")?;
    let absolute = ["", "http:", "https:"].contains(&protocol.to_ascii_lowercase().as_str());
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    Some(host).filter(|host| absolute && !host.is_empty())
}

fn name(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Asked, Body, Element};
    use crate::s3::error::speaker;

    fn answer(headers: &[(&str, &str)]) -> Response {
        let headers = headers.iter();
        let headers = headers.map(|(name, value)| Element::new(*name, *value));
        Response {
            status: Some(302),
            headers: headers.collect(),
            body: Body::Empty,
            asked: Some(Asked {
                method: "GET".to_owned(),
                path: "/a/b".to_owned(),
            }),
        }
    }

    /// The start of the meaning, and whether a rule is named.
    fn told(headers: &[(&str, &str)]) -> (&'static str, bool) {
        let answer = answer(headers);
        let words = words(&answer, speaker(&answer));
        let (end, _) = words.meaning.match_indices(' ').nth(3).unwrap();
        (&words.meaning[..end], !words.rules.is_empty())
    }

    #[test]
    fn only_a_redirect_of_s3_is_about_a_region() {
        let to = |address| told(&[("Location", address)]);
        let region = ("The origin sends the", true);
        assert_eq!(to("https://b.s3.eu-west-1.amazonaws.com/a/b"), region);
        assert_eq!(told(&[("x-amz-bucket-region", "eu-west-1")]), region);
        let elsewhere = ("The viewer is sent", false);
        for address in [
            "https://login.example.com/?to=/a/b",
            "/login",
            "https://c/a/b?x=y",
        ] {
            assert_eq!(to(address), elsewhere, "{address}");
        }
        let location = ("Location", "https://c/a/b");
        let by = |cache| told(&[("x-cache", cache), location]);
        let https = ("CloudFront sends the viewer", false);
        assert_eq!(by("Redirect from cloudfront"), https);
        let function = ("A function of the", false);
        assert_eq!(by("FunctionGeneratedResponse from cloudfront"), function);
    }

    #[test]
    fn the_host_of_a_location_is_read_as_a_browser_would() {
        let host = |address| clue(&answer(&[("Location", address)]));
        let evil = Clue::RedirectsTo("evil.example:80".to_owned());
        for address in [
            "http://evil.example:80/x",
            "//u:p@evil.example:80",
            "HTTP://evil.example:80\\x",
        ] {
            assert_eq!(host(address), Some(evil.clone()), "{address}");
        }
        assert_eq!(host("https://b.s3.eu-west-1.amazonaws.com/x"), None);
        assert_eq!(host("/x//y"), None);
    }
}
