"""Signs what standard input asks for with boto3, at the time that it is asked for."""

import datetime
import json
import sys

import boto3
import botocore.auth
from botocore.config import Config

# Without this boto3 signs the global host, for which no CloudFront origin should be named.
REGIONAL = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
OPERATIONS = {"GET": "get_object", "HEAD": "head_object", "PUT": "put_object", "DELETE": "delete_object"}
OVERRIDES = {"content-disposition": "ResponseContentDisposition", "content-type": "ResponseContentType"}


def sign(case):
    time = datetime.datetime.fromisoformat(case["time"].replace("Z", "+00:00"))
    botocore.auth.get_current_datetime = lambda remove_tzinfo=True: (
        time.replace(tzinfo=None) if remove_tzinfo else time
    )
    v2 = case.get("v2")
    client = boto3.client(
        "s3",
        region_name=case["region"],
        aws_access_key_id=case["key_id"],
        aws_secret_access_key=case["secret"],
        aws_session_token=case.get("token"),
        config=Config(signature_version="s3-query" if v2 else "s3v4", s3=REGIONAL),
    )
    params = {"Bucket": case["bucket"], "Key": case["key"]}
    for name, value in case.get("response", {}).items():
        params[OVERRIDES[name]] = value
    if case.get("version"):
        params["VersionId"] = case["version"]
    operation = OPERATIONS[case["method"]]
    return client.generate_presigned_url(operation, Params=params, ExpiresIn=case["expires"])


json.dump([sign(case) for case in json.load(sys.stdin)], sys.stdout)
