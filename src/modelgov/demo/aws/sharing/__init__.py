"""What crosses accounts: the organisation, shares of Resource Access Manager, and groups' own policies."""
