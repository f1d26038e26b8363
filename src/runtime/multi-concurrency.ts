// How AWS's client knows that its environment takes several invocations at once.

/** Its presence in the environment is the switch (LMI-3). Source: https://www.npmjs.com/package/aws-lambda-ric/v/4.0.2 */
export const MAX_CONCURRENCY = 'AWS_LAMBDA_MAX_CONCURRENCY'
