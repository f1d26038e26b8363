declare const legacy: { count(): number }
export = legacy
