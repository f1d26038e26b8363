// Takes twenty seconds to initialise, which only an environment that is initialised ahead has.

const type = process.env['AWS_LAMBDA_INITIALIZATION_TYPE']
if (type === 'provisioned-concurrency') await new Promise((resolve) => setTimeout(resolve, 20_000))

export const handler = async (): Promise<string | undefined> => {
  await new Promise((resolve) => setTimeout(resolve, 50))
  return type
}
