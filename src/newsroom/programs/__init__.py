"""Programs that run on their own and are spoken to through pipes: their libraries carry licences unlike ours."""
