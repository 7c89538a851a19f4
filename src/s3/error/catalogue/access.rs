//! S3's refusals: who asks, whether the promise holds, and whether the signer may.

use super::Entry;

pub(super) static ERRORS: &[Entry] = &[
    Entry::s3("AccessDenied", "Request has expired", 403, [
        "The URL arrived whole, and too late: its own lifetime was over when S3 looked. CloudFront \
            does not read that lifetime, so copies in its cache may still be served to others.",
        "sign a new URL; if it was new, compare the signer's clock with the server's",
    ]).rules(&["url-expired"]),
    Entry::s3("AccessDenied", "Request is not yet valid", 403, [
        "The signing time in the URL lies in the future of S3's clock: the clock of the machine \
            that signed runs ahead.",
        "set the signer's clock (NTP), or date the signature back a few minutes",
    ]).rules(&["url-not-yet-valid"]),
    Entry::s3("AccessDenied", "headers present in the request which were not signed", 403, [
        "S3 wants every x-amz-* header it receives, and Host, to be covered by the signature. \
            Something between the signer and S3 added one: the URL itself may be right.",
        "keep the named header from reaching S3, or sign it",
    ]),
    Entry::s3("AccessDenied", "Query-string authentication requires the Signature, Expires and \
        AWSAccessKeyId parameters", 403, [
        "S3 found a part of a SigV2 signature only. CloudFront takes Expires, Signature, Policy \
            and Key-Pair-Id out of the query where a behavior asks for its own signatures; or a \
            URL signed for CloudFront reached S3, since the behavior asks for none.",
        "sign for S3 with SigV4, whose parameters have other names; or, if the URL was signed for \
            CloudFront, restrict viewer access on that behavior",
    ]).rules(&["parameter-missing"]),
    Entry::s3("AccessDenied", "Invalid date (should be seconds since epoch)", 403, [
        "The Expires of this SigV2 URL is no number of seconds since 1970; milliseconds or a date \
            were signed.",
        "sign with Expires in whole seconds, or better with SigV4",
    ]).unconfirmed().rules(&["parameter-malformed"]),
    Entry::s3("AccessDenied", "is not authorized to perform", 403, [
        "The signature was accepted: delivery works up to here. The identity that signed lacks the \
            permission that the message names, or a policy denies it.",
        "grant the named identity the named action on the object, or lift the explicit deny in the \
            policy that the message names",
    ]),
    Entry::s3("AccessDenied", "object protected by object lock", 403, [
        "The signature was accepted; a retention period or legal hold forbids to change or delete \
            this version of the object.",
        "wait for the retention to end, or write a new version",
    ]),
    Entry::s3("AccessDenied", "Invalid according to Policy: Policy expired", 403, [
        "The browser's upload form was used after the end of its POST policy.",
        "issue a new form; policies of uploads should live as long as a person takes to choose a \
            file",
    ]),
    Entry::s3("AccessDenied", "Invalid according to Policy", 403, [
        "A field of the browser's upload form is not what its POST policy promised.",
        "send the fields as the policy's conditions list them; the message shows the one that \
            failed",
    ]),
    Entry::s3("AccessDenied", "", 403, [
        "Either S3 saw no signature at all, as when CloudFront does not forward the query string; \
            or it accepted the signature, and the signer may not read this object, a policy denies \
            it, or the object is missing and the signer may not list the bucket.",
        "try the URL on the S3 host it was signed for: if it works there, forward all query \
            strings in CloudFront; if not, look at the signer's permissions and the bucket policy",
    ]).rules(&["query-not-forwarded"]),
    Entry::s3("SignatureDoesNotMatch", "", 403, [
        "Key and parameters are fine, but the request that reached S3 is not the one that was \
            signed: another Host, path, query, method or header; or the secret is another one.",
        "compare the canonical request in the answer with the URL as it was signed, line by line \
            (`siglint trace` shows both); if nothing differs, the secret key is wrong",
    ]).rules(&[
        "signed-host-mismatch", "host-forwarded", "origin-path-prefixed", "behavior-prefix-in-key",
        "query-partly-forwarded", "parameter-added-after-signing", "method-is-signed",
        "header-signed-but-rewritten", "signed-header-not-forwarded", "header-must-be-sent",
        "double-encoded", "plus-in-path", "fragile-key",
    ]),
    Entry::s3("InvalidAccessKeyId", "", 403, [
        "S3 does not know the key id in the URL: it was deleted, belongs to another partition \
            (China, GovCloud), is a temporary one whose session token did not arrive, or is a \
            CloudFront key pair id.",
        "sign with a key that exists in this partition; with temporary credentials, include the \
            session token when signing and forward X-Amz-Security-Token",
    ]).rules(&["session-token-missing", "query-partly-forwarded", "partition-mismatch"]),
    Entry::s3("InvalidToken", "", 400, [
        "The session token in X-Amz-Security-Token is not the one that belongs to the key: it was \
            cut, encoded twice, or taken from another session.",
        "sign anew with key, secret and token of one session, and pass the URL on unchanged",
    ]),
    Entry::s3("ExpiredToken", "", 400, [
        "The temporary credentials that signed ended before the URL did: a URL lives no longer \
            than the session behind it, whatever X-Amz-Expires says.",
        "sign with credentials that outlive the URL, or give URLs a shorter life than the session \
            has left",
    ]).rules(&["expiry-outlives-credentials"]),
    Entry::s3("RequestTimeTooSkewed", "", 403, [
        "A request signed in its headers, not in a URL, came with a time more than 15 minutes away \
            from S3's clock. A presigned URL is judged by its window instead, so another signer is \
            in play: an SDK, or a proxy that signs.",
        "set the clock of the machine that signs (NTP); a cached or queued request must be signed \
            when it is sent",
    ]),
    Entry::s3("InvalidRequest", "Please use AWS4-HMAC-SHA256", 400, [
        "The URL was signed with SigV2, which Regions that know only SigV4, and newer buckets, refuse; \
            or CloudFront's origin access identity signed an upload.",
        "sign with SigV4 (in old SDKs: set the signature version); for uploads use an origin \
            access control in place of the identity",
    ]).rules(&["signature-v2"]),
    Entry::s3("InvalidRequest", "Please use AWS4-ECDSA-P256-SHA256", 400, [
        "A Multi-Region Access Point takes signatures for several Regions only (SigV4A), and this \
            one is for one Region.",
        "sign with SigV4A, or for the bucket's own Regional host",
    ]).unconfirmed().rules(&["multi-region-access-point"]),
    Entry::s3("InvalidRequest", "Missing required header for this request", 400, [
        "S3 accepted the way of signing, but this operation needs a header that did not arrive: \
            the client did not send it, or CloudFront did not forward it.",
        "send the header that the message names, and forward it with an origin request policy",
    ]),
    Entry::s3("InvalidRequest", "x-amz-checksum-", 400, [
        "The checksum that the signer or client put into the request is none; newer SDKs sign one \
            without being asked.",
        "let the signer calculate checksums only when required (request_checksum_calculation = \
            when_required), or send the right value",
    ]),
    Entry::s3("InvalidRequest", "", 400, [
        "S3 understood who asks, and finds the request itself contradictory; the message says in \
            which respect.",
        "compare the request with the documentation of the operation the URL was signed for",
    ]),
    Entry::s3("InvalidArgument", "Only one auth mechanism allowed", 400, [
        "The URL carries a signature in its query, and a second one came with it: usually an \
            Authorization header that CloudFront's origin access adds, or that the client brings \
            and CloudFront forwards.",
        "leave one: no origin access on this origin for presigned URLs, and no Authorization \
            header from the client",
    ]).rules(&["origin-access-signs-again"]),
    Entry::s3("InvalidArgument", "AWS KMS managed keys require AWS Signature Version 4", 400, [
        "The object is encrypted with a KMS key, and the request that S3 saw had no SigV4 \
            signature: it was anonymous, as when CloudFront drops the query string, or it was \
            signed with SigV2 or by an origin access identity.",
        "forward all query strings in CloudFront; sign with SigV4",
    ]).rules(&["query-not-forwarded"]),
    Entry::s3("InvalidArgument", "Bucket POST must contain a field named", 400, [
        "A browser's upload form lacks a field, or has it behind the file: S3 reads no field that \
            follows the file.",
        "put the named field before the file, in the form and in the code that posts it",
    ]),
    Entry::s3("InvalidArgument", "", 400, [
        "One argument of the request has a value that S3 does not take; ArgumentName and \
            ArgumentValue say which.",
        "correct the named argument where the URL is signed: it cannot be changed afterwards",
    ]),
    Entry::s3("AllAccessDisabled", "", 403, [
        "AWS has switched off all access to this bucket or account; no signature helps.",
        "ask AWS Support; look at the bucket's and the account's state",
    ]),
    Entry::s3("AccountProblem", "", 403, [
        "Something is wrong with the AWS account that owns the key or the bucket, billing for \
            instance; the signature is not the matter.",
        "look at the account's state, or ask AWS Support",
    ]),
    Entry::s3("NotSignedUp", "", 403, [
        "The account of the key that signed has not activated S3; the URL itself may be right.",
        "activate S3 for that account, or sign with a key of the account that owns the bucket",
    ]),
    Entry::s3("UnauthorizedAccess", "", 403, [
        "In the China Regions a bucket's content may be served only after its owner has an ICP \
            recordal; the signature is not the matter.",
        "file the ICP recordal, or serve from another partition",
    ]),
];
