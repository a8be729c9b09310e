"""What a running program tells its operator: figures, traces, reports of mistakes."""
