"""`hansho bench reads`: public addresses under load, idle and while an alert goes out."""
