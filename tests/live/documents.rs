//! Documents of the API, written from its reference.

use crate::control_plane::{Answer, Script};

/// A distribution, as far as a test is about it.
#[derive(Debug, Clone)]
pub(crate) struct Distribution<'a> {
    pub(crate) id: &'a str,
    pub(crate) alias: &'a str,
    pub(crate) origin: &'a str,
    /// Further elements of the default behavior.
    pub(crate) behavior: &'a str,
    /// Further elements of the origin.
    pub(crate) more: &'a str,
    /// Further elements of the configuration.
    pub(crate) config: &'a str,
}

/// A right delivery: the origin is the host that is signed, and the query is forwarded and keyed.
pub(crate) const RIGHT: Distribution<'_> = Distribution {
    id: "E1",
    alias: "files.example.com",
    origin: "cf-files-example.s3.eu-central-1.amazonaws.com",
    behavior: LEGACY,
    more: "",
    config: "",
};

pub(crate) const LEGACY: &str = "<ForwardedValues><QueryString>true</QueryString><Cookies><Forward>none\
    </Forward></Cookies></ForwardedValues><MinTTL>0</MinTTL><DefaultTTL>1800</DefaultTTL><MaxTTL>1800</MaxTTL>";

/// A cache policy that keeps the whole query apart.
pub(crate) fn cache_policy(id: &str) -> Answer {
    Answer::xml(&format!(
        "<CachePolicy><Id>{id}</Id><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>\
         <CachePolicyConfig><Name>presigned</Name><MinTTL>0</MinTTL><DefaultTTL>1800</DefaultTTL>\
         <MaxTTL>1800</MaxTTL><ParametersInCacheKeyAndForwardedToOrigin>\
         <EnableAcceptEncodingGzip>false</EnableAcceptEncodingGzip>\
         <HeadersConfig><HeaderBehavior>none</HeaderBehavior></HeadersConfig>\
         <CookiesConfig><CookieBehavior>none</CookieBehavior></CookiesConfig>\
         <QueryStringsConfig><QueryStringBehavior>all</QueryStringBehavior></QueryStringsConfig>\
         </ParametersInCacheKeyAndForwardedToOrigin></CachePolicyConfig></CachePolicy>"
    ))
}

/// An origin access control that signs every request.
pub(crate) fn access_control(id: &str) -> Answer {
    Answer::xml(&format!(
        "<OriginAccessControl><Id>{id}</Id><OriginAccessControlConfig><Name>n</Name>\
         <SigningProtocol>sigv4</SigningProtocol><SigningBehavior>always</SigningBehavior>\
         <OriginAccessControlOriginType>s3</OriginAccessControlOriginType>\
         </OriginAccessControlConfig></OriginAccessControl>"
    ))
}

impl Distribution<'_> {
    /// What a summary and a configuration have in common.
    fn common(&self) -> String {
        let Self {
            alias,
            origin,
            behavior,
            more,
            ..
        } = self;
        format!(
            "<Aliases><Quantity>1</Quantity><Items><CNAME>{alias}</CNAME></Items></Aliases>\
             <Origins><Quantity>1</Quantity><Items><Origin><Id>files</Id><DomainName>{origin}</DomainName>\
             <OriginPath></OriginPath><CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader>\
             <HeaderName>X-Origin-Key</HeaderName><HeaderValue>5ec2e75ec2e7</HeaderValue>\
             </OriginCustomHeader></Items></CustomHeaders><S3OriginConfig><OriginAccessIdentity>\
             </OriginAccessIdentity></S3OriginConfig><ConnectionAttempts>3</ConnectionAttempts>{more}</Origin>\
             </Items></Origins><OriginGroups><Quantity>0</Quantity></OriginGroups><DefaultCacheBehavior>\
             <TargetOriginId>files</TargetOriginId><TrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity>\
             </TrustedSigners><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy><AllowedMethods>\
             <Quantity>2</Quantity><Items><Method>HEAD</Method><Method>GET</Method></Items></AllowedMethods>\
             <Compress>false</Compress>{behavior}</DefaultCacheBehavior><CacheBehaviors><Quantity>0</Quantity>\
             </CacheBehaviors><CustomErrorResponses><Quantity>0</Quantity></CustomErrorResponses><Comment>\
             </Comment><Enabled>true</Enabled>"
        )
    }

    /// What `GetDistribution` answers.
    pub(crate) fn whole(&self) -> Answer {
        let (id, config, common) = (self.id, self.config, self.common());
        Answer::xml(&format!(
            "<Distribution><Id>{id}</Id><ARN>arn:aws:cloudfront::123456789012:distribution/{id}</ARN>\
             <Status>Deployed</Status><LastModifiedTime>2026-01-01T00:00:00Z</LastModifiedTime>\
             <InProgressInvalidationBatches>0</InProgressInvalidationBatches>\
             <DomainName>{}.cloudfront.net</DomainName><DistributionConfig>\
             <CallerReference>1</CallerReference><DefaultRootObject></DefaultRootObject>{common}{config}\
             </DistributionConfig></Distribution>",
            id.to_lowercase()
        ))
    }

    fn summary(&self) -> String {
        let (id, common) = (self.id, self.common());
        format!(
            "<DistributionSummary><Id>{id}</Id><Status>Deployed</Status>\
             <DomainName>{}.cloudfront.net</DomainName>{common}</DistributionSummary>",
            id.to_lowercase()
        )
    }

    /// An account that has this one only.
    pub(crate) fn alone(&self) -> Script {
        let listed = page(std::slice::from_ref(self), None);
        let path = format!("distribution/{}", self.id);
        Script::default()
            .on("distribution", listed)
            .on(&path, self.whole())
    }
}

/// A page of the list, and the marker of the next.
pub(crate) fn page(distributions: &[Distribution<'_>], next: Option<&str>) -> Answer {
    let items: String = distributions.iter().map(Distribution::summary).collect();
    let marker = next.map(|next| format!("<NextMarker>{next}</NextMarker>"));
    Answer::xml(&format!(
        "<DistributionList><Marker></Marker>{}<MaxItems>100</MaxItems><IsTruncated>{}</IsTruncated>\
         <Quantity>{}</Quantity><Items>{items}</Items></DistributionList>",
        marker.unwrap_or_default(),
        next.is_some(),
        distributions.len()
    ))
}
