// Re-exports by name, by star, and as a namespace.

export * from './counted.js'
export * as everything from './counted.js'
