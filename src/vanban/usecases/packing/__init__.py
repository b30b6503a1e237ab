"""What each office hands to its e-office: letters, attachments, manifest and import sheet, and the proof of them."""
