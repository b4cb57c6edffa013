import { type Config, defaultLoggerOptions } from 'payload'

const stacksPerMinute = 5
/** Logged stacks by the place of their error, in this process. */
let logged = { until: 0, stacks: new Map<string, number>() }
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
  const now = Date.now()
  if (now >= logged.until) logged = { until: now + 60_000, stacks: new Map() }
  const count = logged.stacks.get(key) ?? 0
  logged.stacks.set(key, count + 1)
  return count >= stacksPerMinute
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
