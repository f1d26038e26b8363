// Ends the process while it is evaluated.

process.exit(7)
