"""boto3 against the local AWS: what real-clients.test.ts expects, printed as one line of JSON."""
import io
import json
import os
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = os.environ["AWS_ENDPOINT_URL"]


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


def create_role(name, principal):
    iam = boto3.client("iam")
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy(Principal=principal, Action="sts:AssumeRole"))
    work = policy(Action=["s3:*", "ec2:DescribeRegions"], Resource="*")
    iam.put_role_policy(RoleName=name, PolicyName="work", PolicyDocument=work)


def session(keys):
    return boto3.Session(
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys.get("SessionToken") or keys.get("Token"),
    )


def assumed():
    create_role("boto", {"AWS": "111122223333"})
    sts = boto3.client("sts")
    answer = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/boto", RoleSessionName="ann")
    holder = session(answer["Credentials"])
    yield "identity", holder.client("sts").get_caller_identity()["Arn"]
    try:
        holder.client("secretsmanager").list_secrets()
    except ClientError as error:
        yield "denied", error.response["Error"]["Code"]
    yield "regions", len(holder.client("ec2").describe_regions()["Regions"])


def s3():
    client = boto3.client("s3")
    client.create_bucket(Bucket="boto-bucket")
    text = b"hello hello hello"
    client.put_object(Bucket="boto-bucket", Key="deep/a file.txt", Body=text)
    client.upload_fileobj(io.BytesIO(text), "boto-bucket", "stream")
    yield "object", client.get_object(Bucket="boto-bucket", Key="stream")["Body"].read().decode()
    pages = client.get_paginator("list_objects_v2").paginate(Bucket="boto-bucket", PaginationConfig={"PageSize": 1})
    keys = [item["Key"] for page in pages for item in page["Contents"]]
    yield "keys", keys
    signer = boto3.client("s3", config=Config(signature_version="s3v4"))
    url = signer.generate_presigned_url("get_object", Params={"Bucket": "boto-bucket", "Key": keys[0]})
    yield "presigned", urllib.request.urlopen(url).read().decode()
    answer = client.delete_objects(Bucket="boto-bucket", Delete={"Objects": [{"Key": key} for key in keys]})
    yield "deleted", len(answer["Deleted"])
    ireland = boto3.client("s3", region_name="eu-west-1")
    ireland.create_bucket(Bucket="boto-ireland", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    yield "otherRegion", client.get_bucket_location(Bucket="boto-ireland")["LocationConstraint"]


def secrets():
    client = boto3.client("secretsmanager")
    client.create_secret(Name="boto/db", SecretString="hunter2")
    yield "secret", client.get_secret_value(SecretId="boto/db")["SecretString"]


def dynamodb():
    table = boto3.resource("dynamodb").create_table(
        TableName="boto",
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
    )
    table.wait_until_exists()
    for number in ("2", "1"):
        table.put_item(Item={"pk": "a", "sk": number})
    found = table.query(KeyConditionExpression=boto3.dynamodb.conditions.Key("pk").eq("a"))
    yield "items", [item["sk"] for item in found["Items"]]


def instance():
    create_role("machine", {"Service": "ec2.amazonaws.com"})
    iam = boto3.client("iam")
    iam.create_instance_profile(InstanceProfileName="machine")
    iam.add_role_to_instance_profile(InstanceProfileName="machine", RoleName="machine")
    run = boto3.resource("ec2").create_instances(
        ImageId="ami-0abcdef1234567890", MinCount=1, MaxCount=1, IamInstanceProfile={"Name": "machine"}
    )[0]
    run.wait_until_running()
    run.reload()
    yield "waited", run.state["Name"]
    known = json.load(urllib.request.urlopen(f"{ENDPOINT}/_mock/instances"))
    imds = next(one["imds"] for one in known if one["instanceId"] == run.id)
    path = "/latest/meta-data/iam/security-credentials/machine"
    keys = json.load(urllib.request.urlopen(imds + path))
    arn = session(keys).client("sts").get_caller_identity()["Arn"]
    yield "instance", arn == f"arn:aws:sts::111122223333:assumed-role/machine/{run.id}"


results = {}
for part in (assumed, s3, secrets, dynamodb, instance):
    results.update(part())
print(json.dumps(results))
