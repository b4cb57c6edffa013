import { join } from 'node:path'
import { type CommandResponse, type PublisherCommand, CommandResponseSchema } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import { lockSiteFolder } from '../releases/lock'
import { openSiteFolder } from '../releases/site-folder'
import { Rollback } from './rollback'
import type { PublisherSettings } from './settings'
import { State } from './state'

const timeoutMs = 10 * 60_000

/** Sends a command to the running publisher. Undefined when none is running. */
export async function sendCommand(
  { host, port, secrets }: PublisherSettings,
  command: PublisherCommand,
): Promise<CommandResponse | undefined> {
  const body = JSON.stringify(command)
  const address = `http://${host}:${port}/command`
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      body,
      headers: signWebhook(secrets[0], body),
      signal: AbortSignal.timeout(timeoutMs),
    })
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } }
    if (cause?.code === 'ECONNREFUSED') return undefined
    throw new Error(`The publisher at ${address} did not answer: ${(error as Error).message}`, {
      cause: error,
    })
  }
  const answer = (await response.json()) as { message?: string }
  if (!response.ok) throw new Error(`The publisher refused the command: ${answer.message}`)
  return CommandResponseSchema.parse(answer)
}

/**
 * Carries out a command for releases on the publisher's folder itself, while no publisher is running. The publisher that starts
 * next reports it to the CMS. Throws when a publisher is running after all.
 */
export async function runWithoutPublisher(
  folder: string,
  { type, data }: PublisherCommand,
): Promise<CommandResponse> {
  const lock = lockSiteFolder(folder)
  const state = new State(join(folder, 'state.db'))
  try {
    const rollback = new Rollback(openSiteFolder(folder), state, (report) => state.addReport(report))
    switch (type) {
      case 'release.compare':
        return await rollback.compare(data.release)
      case 'release.rollback':
        return await rollback.rollBack(data.release, data.by, data.reason)
      case 'release.resume':
        return await rollback.resume(data.by)
      default:
        return rollback.response(true, 'No publisher is running.')
    }
  } finally {
    state.close()
    lock.release()
  }
}
