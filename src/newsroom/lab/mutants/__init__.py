"""Small wrong edits of the control plane that the simulation has to notice. They are kept as patches and never applied here."""
