"""What lies in a source: folders walked, files told apart, films and episodes put together."""
