"""What a letter makes its addressees owe, and what came of it: obligations, reports, boards, reminders."""
