// The loser of a race against a short timeout: the slow request goes on after the fallback was answered.

import { setTimeout as after } from 'node:timers/promises'

async function live(): Promise<string> {
  const response = await fetch(`${process.env['API_URL']}/late/rates`) // leak: fetch
  return response.text()
}

export async function handler(): Promise<string> {
  return Promise.race([live(), after(5, 'rates of yesterday')]) // via: fetch
}
