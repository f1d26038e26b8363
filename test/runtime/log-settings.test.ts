import { describe, expect, test } from 'vitest'
import { readLogSettings } from '../../src/runtime/log-settings.js'

describe('the format', () => {
  test.each(['JSON', 'json', 'Json'])('is JSON for %s, in whatever case [LOG-18]', (AWS_LAMBDA_LOG_FORMAT) => {
    expect(readLogSettings({ AWS_LAMBDA_LOG_FORMAT }).format).toBe('JSON')
  })

  test.each([{}, { AWS_LAMBDA_LOG_FORMAT: '' }, { AWS_LAMBDA_LOG_FORMAT: 'yaml' }, { AWS_LAMBDA_LOG_FORMAT: 'Text' }])(
    'is text for %o',
    (variables) => {
      expect(readLogSettings(variables).format).toBe('Text')
    },
  )
})

describe('the least level', () => {
  test.each(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'])('is %s, in whatever case [LOG-20]', (level) => {
    expect(readLogSettings({ AWS_LAMBDA_LOG_LEVEL: level }).level).toBe(level)
    expect(readLogSettings({ AWS_LAMBDA_LOG_LEVEL: level.toLowerCase() }).level).toBe(level)
  })

  test.each([{}, { AWS_LAMBDA_LOG_LEVEL: '' }, { AWS_LAMBDA_LOG_LEVEL: 'VERBOSE' }, { AWS_LAMBDA_LOG_LEVEL: '3' }])(
    'is TRACE for %o, which is no level [LOG-20]',
    (variables) => {
      expect(readLogSettings(variables).level).toBe('TRACE')
    },
  )

  test('counts in the text format too [LOG-20]', () => {
    expect(readLogSettings({ AWS_LAMBDA_LOG_LEVEL: 'warn' })).toEqual({ format: 'Text', level: 'WARN' })
  })
})
