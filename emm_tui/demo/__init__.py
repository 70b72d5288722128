"""The embedded provider and the fictional library of the demo verb."""
