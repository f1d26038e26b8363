// Functions that a test calls while the environment is frozen.

let calls = 0

export const count = (): number => ++calls
export const spin = (): never => {
  for (;;) calls++
}
export const exit = (): never => process.exit(7)
export const sleep = (ms: number): Promise<number> => new Promise((resolve) => setTimeout(() => resolve(++calls), ms))
export const never = (): Promise<never> => new Promise(() => undefined)
export const say = (text: string): void => console.log(text)
