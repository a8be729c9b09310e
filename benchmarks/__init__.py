"""What a request costs: this server, a hand-written handler and other servers, side by side.

`python -m benchmarks` compares GraphQL servers, `python -m benchmarks rest` measures REST and uploads.
"""
