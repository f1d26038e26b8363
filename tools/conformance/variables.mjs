// The environment variables with which Lambda starts a runtime client.
// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html

import { realpathSync } from 'node:fs'

/** All of `process.env`: nothing of this machine's. */
export function lambdaVariables({ runtime, folder }, { handler, env }, taskRoot, port) {
  return {
    PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LAMBDA_TASK_ROOT: realpathSync(taskRoot),
    LAMBDA_RUNTIME_DIR: folder,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/conformance',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000000',
    AWS_LAMBDA_FUNCTION_NAME: 'conformance',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
    AWS_ACCESS_KEY_ID: 'ACCESSKEY',
    AWS_SECRET_ACCESS_KEY: 'SECRETKEY',
    AWS_SESSION_TOKEN: 'SESSIONTOKEN',
    ...env,
    AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
    _HANDLER: handler,
    _LAMBDA_TELEMETRY_LOG_FD: '3',
  }
}
