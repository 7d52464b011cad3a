"""What came of a run: the summary, its report and page, and whether that is usual."""
