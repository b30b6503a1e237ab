"""Pictures drawn from values: QR codes, the cascade, the chart of a report."""
