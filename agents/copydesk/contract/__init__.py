"""The contract with consumers: JSON Schema, AsyncAPI, examples, and the check that keeps it."""
