"""The directory in a file, to keep, to edit in a spreadsheet, and to bring back (directory/mappings/waymark.toml).

guarding.py    text that a spreadsheet must not take for a formula (pure)
cells.py       one entry as a row of words (pure)
gathering.py   what is told of each entry, read some at a time
files.py       the rows as CSV and XLSX (pure)
"""
