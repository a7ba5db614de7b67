"""The files that monitors write to S3, parsed into rows; what is not of its form is refused with a reason."""
