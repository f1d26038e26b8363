// Throws while it is loaded, as CommonJS.

throw new RangeError('failed at Init')
