"""What stands on a site before its pages are looked at. No tests: the tests of rooms and those in a browser share it."""
