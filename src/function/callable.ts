// The types of what can be called, whatever it takes.

/** Any function. Parameters are `never`, so that every handler is assignable. */
export type AnyFunction = (...args: never[]) => unknown

/** What a function returns. `ReturnType` gives `any` for one that takes `never`. */
export type Returned<Fn> = Fn extends (...args: never[]) => infer Result ? Result : never

/** Functions and classes: JSON holds neither. */
export type Callable = AnyFunction | (abstract new (...args: never[]) => unknown)
