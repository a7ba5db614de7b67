"""What is read of AWS, a row for each operation, one module for each area, in the order of reading."""
