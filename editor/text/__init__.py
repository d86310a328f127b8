"""Pure text work: files in and out, Markdown to blocks, addresses from titles."""
