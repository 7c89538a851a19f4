// Signs what standard input asks for with the JavaScript SDK v3, at the time that it is asked for.
import { readFileSync } from "node:fs";
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

const commands = { GET: GetObjectCommand, HEAD: HeadObjectCommand, PUT: PutObjectCommand, DELETE: DeleteObjectCommand };
const overrides = { "content-disposition": "ResponseContentDisposition", "content-type": "ResponseContentType" };

async function sign(one) {
  const client = new S3Client({
    region: one.region,
    credentials: { accessKeyId: one.key_id, secretAccessKey: one.secret, sessionToken: one.token },
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  const input = { Bucket: one.bucket, Key: one.key, VersionId: one.version };
  for (const [name, value] of Object.entries(one.response ?? {})) input[overrides[name]] = value;
  const command = new commands[one.method](input);
  return getSignedUrl(client, command, { expiresIn: one.expires, signingDate: new Date(one.time) });
}

const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(asked.map(sign))));
