"""The public directory: organisations, their sites, and the services that families look for."""
