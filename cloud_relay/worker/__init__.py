"""The worker: agents that are in the rooms, hear and speak there, and ask the gateway for everything else."""
