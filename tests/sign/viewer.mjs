// Signs what standard input asks for with the JavaScript SDK's signer for CloudFront, over SHA-256.
import { readFileSync } from "node:fs";
import { getSignedUrl } from "@aws-sdk/cloudfront-signer";

const asked = JSON.parse(readFileSync(0, "utf8"));
const sign = (one) => getSignedUrl({ ...one, algorithm: "SHA256" });
process.stdout.write(JSON.stringify(asked.map(sign)));
