"""Pure reading of public project lists: file → rows with their facts or the reason they are refused."""
