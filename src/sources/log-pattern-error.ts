// The error of a filter pattern that CloudWatch Logs does not take, or that is not built.

/** The message says why. */
export class LogPatternError extends Error {}
