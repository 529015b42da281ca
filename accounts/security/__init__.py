"""How somebody proves who they are. No Flask here: pages pass plain values in."""
