"""What AWS tells unasked: EventBridge's envelopes as notices, and the queue that they wait in."""
