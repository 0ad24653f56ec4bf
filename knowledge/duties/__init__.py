"""What offices must do, and by when."""
