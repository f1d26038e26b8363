/** Today's rates of the euro, as JSON. */
export async function downloadRates(): Promise<string> {
  const response = await fetch('https://rates.example.com/eur.json')
  return response.text()
}
