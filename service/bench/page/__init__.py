"""What the page may cost a weak phone on a weak line: the budgets, each measured in Chromium."""
