"""An agency applies to be listed, is checked, and signs the agreement on keeping its entries true."""
