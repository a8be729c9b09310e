"""What the product knows: users, resumes, documents, analyses, positions and matches. No web, no ORM."""
