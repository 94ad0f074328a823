"""What people bring, read and checked: official files, filled workbooks, and what is typed in a form."""
