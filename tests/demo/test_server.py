"""The process: it ends with its parent, keeps its state, and keeps connections."""

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.errors import MachineError


def test_the_server_ends_when_its_input_closes():
    command = [sys.executable, "-m", "modelgov.demo.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert b"endpoint_url" in process.stdout.readline()
        process.stdin.close()
        assert process.wait(timeout=10) == 0


def test_ctrl_c_reaches_only_the_one_who_started_the_server(aws: Emulator):
    assert os.getsid(aws.pid) != os.getsid(0)


def test_a_taken_port_is_said_in_one_sentence(aws: Emulator):
    port = urlsplit(aws.endpoint_url).port
    with pytest.raises(MachineError) as said, emulated_aws(port=port):
        pass
    assert f"Port {port} is taken" in said.value.what


def test_a_failed_start_is_said_from_the_log_too(aws: Emulator, tmp_path: Path):
    port = urlsplit(aws.endpoint_url).port
    log = tmp_path / "log"
    with pytest.raises(MachineError) as said, emulated_aws(port=port, log=log):
        pass
    assert f"Port {port} is taken" in said.value.what


def test_a_connection_is_kept_for_the_next_call(aws: Emulator):
    connection = http.client.HTTPConnection(urlsplit(aws.endpoint_url).netloc)
    connection.request("GET", "/emulator/counts")
    connection.getresponse().read()
    kept = connection.sock
    connection.request("GET", "/emulator/counts")
    assert connection.getresponse().status == 200
    assert connection.sock is kept
    connection.close()


def test_everything_survives_a_restart(tmp_path: Path, account: str):
    state = tmp_path / "state"
    with emulated_aws(state=state, save_at_end=True) as aws:
        sagemaker = aws.client("sagemaker", account, "eu-west-1")
        sagemaker.create_model_package_group(ModelPackageGroupName="g")
        arn = sagemaker.create_model_package(ModelPackageGroupName="g")["ModelPackageArn"]
        sqs = aws.client("sqs", account, "eu-west-1")
        url = sqs.create_queue(QueueName="q")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="kept")
        events = aws.client("events", account, "eu-west-1")
        events.put_rule(Name="r", EventPattern='{"source": ["aws.sagemaker"]}')
        events.put_targets(Rule="r", Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:eu-west-1:{account}:q"}])
        s3 = aws.client("s3", account)
        s3.create_bucket(Bucket="survivor")
        s3.put_object(Bucket="survivor", Key="k", Body=b"x" * 1_000_000)
        aws.client("glue", account).create_database(DatabaseInput={"Name": "d"})
        aws.client("iam", account).create_role(RoleName="r", AssumeRolePolicyDocument="{}")
    with emulated_aws(state=state) as aws:
        sagemaker = aws.client("sagemaker", account, "eu-west-1", role="r", session_name="me")
        sagemaker.update_model_package(ModelPackageArn=arn, ModelApprovalStatus="Approved")
        sqs = aws.client("sqs", account, "eu-west-1")
        url = sqs.get_queue_url(QueueName="q")["QueueUrl"]
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        assert len(got) == 2
        assert got[0]["Body"] == "kept"
        s3 = aws.client("s3", account)
        assert len(s3.get_object(Bucket="survivor", Key="k")["Body"].read()) == 1_000_000
        assert aws.client("glue", account).get_database(Name="d")["Database"]["Name"] == "d"


def test_a_killed_server_is_no_trouble_for_the_one_who_started_it():
    with emulated_aws() as aws:
        process_id = aws.pid
        subprocess.run(["kill", "-9", str(process_id)], check=True)
        time.sleep(0.1)
