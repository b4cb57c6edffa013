import type { ChildProcess } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { publisherArgs } from 'publisher/service'
import { Refusal } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { lastLines } from './logs'
import { startProcess } from './processes'

/** The first release renders every page. */
const firstReleaseTimeoutMs = 5 * 60_000
/** A problem that stays this long does not go away by itself. */
const problemTimeoutMs = 10_000

interface PublisherOptions {
  env: Record<string, string>
  log?: string
  keepsLog?: boolean
}

/** Starts the publisher. Before its first release there is nothing to serve, see `waitForRelease`. */
export function startPublisher({ env, log, keepsLog }: PublisherOptions): ChildProcess {
  return startProcess({ name: 'the publisher', args: publisherArgs, cwd: inRoot(), env, log, keepsLog })
}

/** The publisher's answer on /health, or undefined while it does not answer. */
async function readHealth(
  url: string,
): Promise<{ live?: number; revision?: string; bundle?: string; problem?: string } | undefined> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) })
    return (await response.json()) as { live?: number }
  } catch {
    return undefined // it does not listen yet, or has ended
  }
}

/** Waits for the first release. Throws a refusal when the publisher ends, or reports the same problem for 10 s. */
export async function waitForRelease(publisher: ChildProcess, url: string, log: string): Promise<void> {
  const deadline = Date.now() + firstReleaseTimeoutMs
  let problem: string | undefined
  let since = Date.now()
  while (Date.now() < deadline) {
    if (publisher.exitCode !== null) {
      throw new Refusal('the publisher ended.', `its log ends with: ${lastLines(log)}`, `cat ${log}`)
    }
    const health = await readHealth(url)
    if (health?.live !== undefined) return
    if (health?.problem !== problem) since = Date.now()
    problem = health?.problem
    if (problem && Date.now() - since > problemTimeoutMs) break
    await wait(100)
  }
  throw new Refusal(
    'the site could not be published.',
    problem ?? `nothing was live after ${firstReleaseTimeoutMs / 60_000} minutes.`,
    `correct it in the admin, then: npm start (the log is ${log})`,
  )
}
