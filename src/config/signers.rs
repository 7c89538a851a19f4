//! `[signer.NAME]` and `[[delivery]]` to the model.

use super::keys::{DELIVERY, SIGNER};
use super::reader::{Fields, Reader};
use super::suggest::did_you_mean;
use crate::model::{
    Addressing, Credentials, Delivery, S3Host, SDKS, Sdk, SignatureVersion, SignerProfile,
    partition_of_region,
};
use crate::source::{Sourced, Span};
use crate::syntax::{Entry, Node};

/// Every signer that is whole enough to sign.
pub(super) fn signers(reader: &mut Reader<'_>, entries: &[Entry]) -> Vec<SignerProfile> {
    let read = entries.iter().filter_map(|entry| {
        if entry.value.entries().is_empty() {
            let message = "expected a table of its own: [signer.NAME]";
            reader.refuse(entry.key_span, message);
            return None;
        }
        signer(reader, entry)
    });
    read.collect()
}

fn signer(reader: &mut Reader<'_>, entry: &Entry) -> Option<SignerProfile> {
    let fields = reader.fields(&SIGNER, &entry.value);
    let sdk = fields.word(reader, "sdk").and_then(known_sdk);
    let host = host(reader, &fields);
    if !["sdk", "host"]
        .iter()
        .any(|key| entry.value.get(key).is_some())
    {
        let message = "a signer needs sdk or host: without them nobody knows which host is signed";
        reader.refuse(fields.span(), message);
    }
    let region = region(reader, &fields);
    let expires = expires(reader, &fields, sdk.as_ref(), entry);
    let profile = SignerProfile {
        name: entry.key.clone(),
        span: fields.span(),
        version: fields.word(reader, "scheme").map(|word| word.map(version)),
        bucket: fields.text(reader, "bucket"),
        addressing: fields
            .word(reader, "addressing")
            .map(|word| word.map(addressing)),
        round: fields.duration(reader, "round"),
        credentials: fields
            .word(reader, "credentials")
            .map(|word| word.map(credentials)),
        session: fields.duration(reader, "session"),
        methods: methods(reader, &fields),
        sdk,
        host,
        expires: expires?,
        region: region?,
    };
    Some(profile)
}

fn methods(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Vec<Sourced<String>> {
    let declared = fields.texts(reader, "methods");
    match declared.is_empty() {
        false => declared,
        true => {
            let parent = Some(fields.span());
            vec![Sourced::default_of(
                "GET".to_owned(),
                "it is what downloads use",
                parent,
            )]
        }
    }
}

fn known_sdk(name: Sourced<&'static str>) -> Option<Sourced<&'static Sdk>> {
    let sdk = SDKS.iter().find(|sdk| sdk.name == name.value)?;
    Some(name.map(|_| sdk))
}

fn version(word: &str) -> SignatureVersion {
    match word {
        "s3-sigv2" => SignatureVersion::V2,
        _ => SignatureVersion::V4,
    }
}

fn addressing(word: &str) -> Addressing {
    match word {
        "path" => Addressing::Path,
        _ => Addressing::Virtual,
    }
}

fn credentials(word: &str) -> Credentials {
    match word {
        "session" => Credentials::Session,
        _ => Credentials::LongTerm,
    }
}

fn region(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Sourced<String>> {
    let region = fields.text(reader, "region")?;
    if partition_of_region(&region.value).is_none() {
        let span = region.span().unwrap_or(fields.span());
        let message = format!(
            "{} is no Region; expected a name such as eu-central-1",
            region.value
        );
        reader.refuse(span, message);
        return None;
    }
    Some(region)
}

fn host(reader: &mut Reader<'_>, fields: &Fields<'_>) -> Option<Sourced<String>> {
    let host = fields.text(reader, "host")?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
    let span = host.span().unwrap_or(fields.span());
    if !host.value.chars().all(plain) {
        let message = "expected a host name alone, as files.s3.eu-central-1.amazonaws.com";
        reader.refuse(span, message);
        return None;
    }
    if S3Host::parse(&host.value).is_some_and(|host| !host.is_rest()) {
        let message = "nothing is signed for this host: it takes no signatures in the query";
        reader.refuse(span, message);
        return None;
    }
    Some(host)
}

/// The declared validity, or the SDK's own.
fn expires(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    sdk: Option<&Sourced<&'static Sdk>>,
    entry: &Entry,
) -> Option<Sourced<u64>> {
    let declared = fields.duration(reader, "expires");
    if declared.is_some() || entry.value.get("expires").is_some() {
        return declared;
    }
    let Some(lifetime) = sdk.and_then(|sdk| sdk.value.lifetime) else {
        let message = "[signer.NAME] needs expires: how long its URLs are valid, as \"1h\"";
        reader.refuse(fields.span(), message);
        return None;
    };
    let parent = sdk.and_then(Sourced::span);
    let because = "its SDK signs for so long where it is not told";
    Some(Sourced::default_of(lifetime, because, parent))
}

/// Every delivery whose signer is there.
pub(super) fn deliveries(
    reader: &mut Reader<'_>,
    tables: &[&Node],
    signers: &[SignerProfile],
    named: &[Entry],
) -> Vec<Delivery> {
    let read = tables.iter().filter_map(|table| {
        let fields = reader.fields(&DELIVERY, table);
        let path = fields.text(reader, "path");
        let delivery = Delivery {
            span: fields.span(),
            distribution: fields.text(reader, "distribution"),
            key: fields.text(reader, "key"),
            reach: fields.duration(reader, "reach"),
            signer: signer_of(reader, &fields, signers, named)?,
            path: path?,
        };
        Some(delivery)
    });
    read.collect()
}

/// The signer that a delivery names, or the only one. One that is there and could not be read has
/// been told already.
fn signer_of(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    signers: &[SignerProfile],
    named: &[Entry],
) -> Option<Sourced<String>> {
    let names: Vec<&str> = named.iter().map(|entry| entry.key.as_str()).collect();
    let because = "there is no other signer";
    match fields.text(reader, "signer") {
        Some(name) if signers.iter().any(|one| one.name == name.value) => return Some(name),
        Some(name) if names.contains(&name.value.as_str()) => {}
        Some(name) => {
            let span: Span = name.span().unwrap_or(fields.span());
            let message = format!(
                "there is no [signer.{}]{}",
                name.value,
                did_you_mean(&name.value, &names)
            );
            reader.refuse(span, message);
        }
        None => match (signers, names.as_slice()) {
            ([one], _) => {
                let parent = Some(fields.span());
                return Some(Sourced::default_of(one.name.clone(), because, parent));
            }
            (_, [] | [_, _, ..]) => reader.refuse(
                fields.span(),
                "[[delivery]] needs signer: the NAME of the [signer.NAME] that signs for it",
            ),
            _ => {}
        },
    }
    None
}
