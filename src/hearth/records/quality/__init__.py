"""Quality looks: which plans were drawn, and what was found."""
