"""`publiccode.yml`: the file in which a code repository says what its software is."""
