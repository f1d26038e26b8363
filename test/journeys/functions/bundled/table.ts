// A module of its own, which is in the same file when it is bundled.

interface Row {
  readonly id: string
}

/** Reads what is not there. */
export const read = (row: Row | undefined): string => {
  if (row === undefined) throw new TypeError('there is no row') // the cause
  return row.id
}
