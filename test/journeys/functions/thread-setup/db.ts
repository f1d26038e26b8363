// A local module that a setup replaces, or keeps in part.

export const table = 'orders'

export function query(sql: string): string[] {
  return [`real ${sql} of ${table}`]
}
