// No leak: the module loads its settings during Init, and the handler awaits that one promise.

const settings = fetch(`${process.env['API_URL']}/settings`).then((response) => response.json())

setInterval(() => {}, 60_000).unref()

export async function handler(): Promise<unknown> {
  return settings
}
