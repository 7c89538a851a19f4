//! Keeps an answer's body as it came: the SDK gives types, and siglint reads the document itself.

use aws_sdk_cloudfront::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
};
use aws_sdk_cloudfront::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_cloudfront::error::BoxError;
use aws_smithy_types::body::SdkBody;
use http_body_util::Limited;
use std::sync::{Arc, Mutex};

/// No answer of CloudFront's comes near this, in bytes: a distribution takes some tens of thousands,
/// and a page of a hundred some millions.
const LONGEST: usize = 32 * 1024 * 1024;

/// The body of the last answer that was no error.
#[derive(Debug, Clone, Default)]
pub(super) struct Keep(Arc<Mutex<Option<Vec<u8>>>>);

impl Keep {
    /// Takes what was kept.
    pub(super) fn take(&self) -> Option<Vec<u8>> {
        self.0.lock().ok()?.take()
    }
}

impl Intercept for Keep {
    fn name(&self) -> &'static str {
        "Keep"
    }

    /// Reads no more than the longest answer.
    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let body = context.response_mut().body_mut();
        let whole = std::mem::replace(body, SdkBody::taken());
        *body = SdkBody::from_body_1_x(Limited::new(whole, LONGEST));
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        if let (true, Ok(mut kept)) = (response.status().is_success(), self.0.lock()) {
            *kept = response.body().bytes().map(<[u8]>::to_vec);
        }
        Ok(())
    }
}
