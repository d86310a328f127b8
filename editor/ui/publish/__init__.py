"""The publish sheet: plan, progress, receipt, leak."""
