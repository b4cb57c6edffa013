import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { publisherArgs } from 'publisher/service'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { lastLines, startProcess } from './processes'

/** The first release renders every page. */
const firstReleaseLimit = 5 * 60_000

interface PublisherOptions {
  env: Record<string, string>
  log?: string
  keepsLog?: boolean
}

/** Starts the publisher; until the first release there is nothing to serve, see `waitForRelease`. */
export function startPublisher({ env, log, keepsLog }: PublisherOptions): ChildProcess {
  return startProcess({ name: 'the publisher', args: publisherArgs, cwd: inRoot(), env, log, keepsLog })
}

/** What the publisher says of itself; nothing while it does not answer. */
export async function askPublisher(
  url: string,
): Promise<{ live?: number; revision?: string; bundle?: string; problem?: string } | undefined> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })
    return (await response.json()) as { live?: number }
  } catch {
    return undefined // not listening yet, or no more
  }
}

/** Waits until visitors have a site. Refuses when the publisher ends, or says what is in the way and that stays so. */
export async function waitForRelease(publisher: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + firstReleaseLimit
  let problem: string | undefined
  let since = Date.now()
  while (Date.now() < deadline) {
    if (publisher.exitCode !== null) {
      throw new Refusal('the publisher ended.', `its log ends with: ${lastLines(log)}`, `cat ${log}`)
    }
    const health = await askPublisher(url)
    if (health?.live !== undefined) return
    if (health?.problem !== problem) since = Date.now()
    problem = health?.problem
    if (problem && Date.now() - since > 10_000) break
    await wait(100)
  }
  throw new Refusal(
    'the site could not be published.',
    problem ?? `nothing was live after ${firstReleaseLimit / 60_000} minutes.`,
    `correct it in the admin, then: npm start (the log is ${log})`,
  )
}
