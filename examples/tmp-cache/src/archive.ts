// Writes an archive to /tmp, and forgets to delete it when it is done.

import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'

export const handler = async (event: { megabytes: number }) => {
  const file = `/tmp/${randomUUID()}.zip`
  await writeFile(file, Buffer.alloc(event.megabytes * 1024 * 1024))
  return file
}
