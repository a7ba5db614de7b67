"""Model Monitor: schedules, executions, alerts, and the files that its containers write to S3."""
