//! S3's answers to uploads.

use super::Entry;

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3(
        "BadDigest",
        "",
        400,
        [
            "The signature was accepted, and the body is not the one that a checksum was promised \
                for. Newer SDKs put the CRC32 of an empty body (AAAAAA==) into a presigned PUT, \
                which no real body matches.",
            "let the signer calculate checksums only when required (request_checksum_calculation = \
                when_required)",
        ],
    )
    .rules(&["empty-body-checksum"]),
    Entry::s3(
        "InvalidDigest",
        "",
        400,
        [
            "The Content-MD5 that came with the upload is no MD5 in Base64 (16 bytes, 24 \
                characters); its value was not compared yet.",
            "send the digest of the body in Base64, or no Content-MD5",
        ],
    ),
    Entry::s3(
        "XAmzContentSHA256Mismatch",
        "",
        400,
        [
            "The body is not the one whose SHA-256 was signed: it was changed or cut on the way, \
                or the signer hashed another one.",
            "sign presigned uploads with UNSIGNED-PAYLOAD, or send exactly the body that was \
                hashed",
        ],
    )
    .unconfirmed(),
    Entry::s3(
        "UnexpectedContent",
        "",
        400,
        [
            "A request came with a body although its operation has none; CloudFront refuses a GET \
                with a body, so this one took another way or is no GET.",
            "send the request without a body",
        ],
    ),
    Entry::s3(
        "EntityTooLarge",
        "",
        400,
        [
            "The signature was accepted; the upload is larger than its POST policy or the \
                operation allows.",
            "compare ProposedSize with MaxSizeAllowed; widen the policy, or upload in parts",
        ],
    ),
    Entry::s3(
        "EntityTooSmall",
        "",
        400,
        [
            "The signature was accepted; the upload is smaller than its POST policy or the \
                operation allows.",
            "compare ProposedSize with MinSizeAllowed; widen the policy, or send more at once",
        ],
    ),
    Entry::s3(
        "InvalidStorageClass",
        "",
        400,
        [
            "The storage class that was signed into the upload does not exist, or not in this \
                Region.",
            "sign with another x-amz-storage-class, or none",
        ],
    ),
    Entry::s3(
        "InvalidEncryptionAlgorithmError",
        "",
        400,
        [
            "The encryption that was signed into the upload is none that S3 takes; the message \
                names those it does.",
            "sign with one of them in x-amz-server-side-encryption, or none",
        ],
    ),
    Entry::s3(
        "InvalidBucketOwnerAWSAccountID",
        "",
        400,
        [
            "The request promises who owns the bucket (x-amz-expected-bucket-owner), and that is \
                no account id of twelve digits.",
            "sign with the account's number, or without the header",
        ],
    ),
    Entry::s3(
        "AccessControlListNotSupported",
        "",
        400,
        [
            "The upload asks for an ACL (x-amz-acl), and the bucket has ACLs switched off, as new \
                buckets have.",
            "sign uploads without x-amz-acl, and grant access by policy",
        ],
    ),
    Entry::s3(
        "ConditionalRequestConflict",
        "",
        409,
        [
            "The signature was accepted; another write to the same key was under way while this \
                conditional one came.",
            "try the upload again",
        ],
    ),
    Entry::s3(
        "InvalidTag",
        "",
        400,
        [
            "The signature was accepted; the tags of the upload (x-amz-tagging) hold a key twice, \
                or a character that tags do not take.",
            "correct the tags where the URL is signed",
        ],
    ),
    Entry::s3(
        "InvalidPolicyDocument",
        "",
        400,
        [
            "The policy of a browser's upload form, or of the bucket, cannot be read as JSON with \
                known conditions.",
            "correct the policy and sign the form anew",
        ],
    ),
    Entry::s3(
        "MalformedXML",
        "",
        400,
        [
            "A request with an XML body (completing a multipart upload, tagging, deleting many) \
                came with one that S3 cannot read; a proxy may have changed it.",
            "send the XML of the operation's documentation, unchanged",
        ],
    ),
    Entry::s3(
        "NotImplemented",
        "",
        501,
        [
            "A header asks for something that this operation of S3 does not do; the element Header \
                names it.",
            "do not send or forward the named header",
        ],
    ),
];
