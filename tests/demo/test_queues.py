"""SQS stays quick however deep a queue is, and forgets what was deleted."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError
from moto.sqs.models import Message

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.emulator import Emulator

DEPTH = 3_000


def test_three_thousand_waiting_messages_do_not_slow_the_queue(aws: Emulator, account: str):
    sqs = aws.client("sqs", account)
    url = sqs.create_queue(QueueName="deep")["QueueUrl"]
    began = time.monotonic()
    for first in range(0, DEPTH, 10):
        entries = [{"Id": str(n), "MessageBody": f"{first + n}"} for n in range(10)]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)
    received = 0
    while received < 500:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        handles = [{"Id": str(n), "ReceiptHandle": m["ReceiptHandle"]} for n, m in enumerate(messages)]
        assert not sqs.delete_message_batch(QueueUrl=url, Entries=handles).get("Failed")
        received += len(messages)
    # Stock moto sends 18 and receives 4 messages a second at this depth: minutes.
    assert time.monotonic() - began < 20
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert int(attributes["ApproximateNumberOfMessages"]) == DEPTH - received


def test_a_message_received_too_often_goes_to_the_dead_letter_queue(aws: Emulator, account: str):
    sqs = aws.client("sqs", account)
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    redrive = f'{{"deadLetterTargetArn": "{arn}", "maxReceiveCount": 1}}'
    url = sqs.create_queue(QueueName="live", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="poison")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=0)
    time.sleep(0.01)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    assert sqs.receive_message(QueueUrl=dead)["Messages"][0]["Body"] == "poison"


def test_eight_consumers_at_once_get_every_message(aws: Emulator, account: str):
    sqs = aws.client("sqs", account)
    url = sqs.create_queue(QueueName="busy")["QueueUrl"]
    sent = 400

    def send(first: int) -> None:
        for number in range(first, sent, 4):
            sqs.send_message(QueueUrl=url, MessageBody=str(number))

    def consume(_: int) -> list[str]:
        bodies = []
        while messages := sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1).get("Messages"):
            for message in messages:
                bodies.append(message["Body"])
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bodies

    with ThreadPoolExecutor(12) as pool:
        sending = [pool.submit(send, first) for first in range(4)]
        consuming = [pool.submit(consume, number) for number in range(8)]
        for done in sending:
            done.result()
        bodies = {body for one in consuming for body in one.result()}
    assert bodies == {str(number) for number in range(sent)}


def test_a_deleted_handle_may_be_deleted_again(aws: Emulator, account: str):
    sqs = aws.client("sqs", account)
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="once")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)


def test_a_handle_that_no_queue_gave_is_refused(aws: Emulator, account: str):
    sqs = aws.client("sqs", account)
    url = sqs.create_queue(QueueName="q")["QueueUrl"]
    with pytest.raises(ClientError) as refused:
        sqs.delete_message(QueueUrl=url, ReceiptHandle="nonsense")
    assert refused.value.response["Error"]["Code"] == "ReceiptHandleIsInvalid"


def test_deleted_things_leave_memory():
    EmulatedCloud()
    before = len(Message.instances_tracked)
    Message("1", "body")
    assert len(Message.instances_tracked) == before
