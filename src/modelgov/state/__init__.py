"""What people decided and what waits to be told: waivers, assignments, comments, notices. No observations."""
