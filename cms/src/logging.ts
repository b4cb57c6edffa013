import { type Config, defaultLoggerOptions } from 'payload'
import { AttemptLimit } from './auth/attempt-limit'

const stacks = new AttemptLimit({ attempts: 5, windowMs: 60_000, size: 1_000 })
const longestLine = 500

/**
 * Whether an error needs no stack in the log: the caller caused it (a bad query, a wrong password), or its stack was logged five
 * times within a minute. Otherwise a loop of bad requests fills the log.
 */
function isNoise(error: Error): boolean {
  const { status } = error as { status?: unknown }
  if (typeof status === 'number' && status < 500) return true
  const [, place = ''] = error.stack?.split('\n    at ') ?? []
  const key = `${error.name} ${place}`
  if (stacks.secondsToWait(key) > 0) return true
  stacks.count(key)
  return false
}

const oneLine = ({ name, message }: Error) => {
  const line = `${name}: ${message.replaceAll(/\s+/g, ' ')}`
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line
}

export const logOptions = {
  destination: defaultLoggerOptions,
  options: {
    hooks: {
      logMethod(args, method) {
        const [entry, text] = args as [unknown, unknown]
        const error = entry instanceof Error ? entry : (entry as { err?: unknown } | undefined)?.err
        if (!(error instanceof Error && isNoise(error))) return method.apply(this, args)
        const { msg = text } = entry === error ? {} : (entry as { msg?: unknown })
        method.call(this, [msg, oneLine(error)].filter(Boolean).join(': '))
      },
    },
  },
} satisfies Config['logger']
