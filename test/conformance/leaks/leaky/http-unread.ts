// A response of node:http of which only the status is looked at.

import { get } from 'node:http'

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, (response) => resolve(response.statusCode)).on('error', reject) // leak: http
  })
}

export async function handler(): Promise<{ status: number | undefined }> {
  return { status: await statusOf(`${process.env['API_URL']}/big`) }
}
