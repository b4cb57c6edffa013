import { readFileSync, statSync } from 'node:fs'

/** A release as the publisher logs it. */
export interface LoggedRelease {
  number: number
  /** Why the publisher made it: `content`, or `asked` for a build of every page. */
  reason: string
  /** Milliseconds of each step, in order. */
  steps: Record<string, number>
}

const live = /^Release (\d+) is live: .* ms \((\w+); (.*?)\)/gm

/** Reads the publisher's log during a measurement. */
export class PublisherLog {
  constructor(readonly file: string) {}

  /** The current end of the log: a position for `since`. */
  end(): number {
    return statSync(this.file).size
  }

  since(place: number): string {
    return readFileSync(this.file).subarray(place).toString()
  }

  releasesSince(place: number): LoggedRelease[] {
    return releasesIn(this.since(place))
  }
}

export const releasesIn = (log: string): LoggedRelease[] =>
  [...log.matchAll(live)].map(([, number, reason = '', steps = '']) => ({
    number: Number(number),
    reason,
    steps: Object.fromEntries(
      steps.split(', ').map((step) => {
        const [name = '', ms] = step.split(' ')
        return [name, Number(ms)]
      }),
    ),
  }))

export const totalOf = ({ steps }: LoggedRelease): number =>
  Object.values(steps).reduce((sum, ms) => sum + ms, 0)
