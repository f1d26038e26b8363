// Fails while it is evaluated.

throw new TypeError('no table')
