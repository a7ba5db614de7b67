"""What makes models: training, tuning, processing and transform jobs, pipelines, and model cards.

moto ends every job at once with the same metrics and knows no step of an execution. Here a job runs for as
long as its work takes and yields what its work yields. The work itself is not emulated: what it comes to is
read from the job's environment (`yields.OUTCOME`), as its container would read its data.
"""
