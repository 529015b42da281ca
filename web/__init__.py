"""What every page shares: the door, languages, headers, errors. The only room that configures Flask."""
