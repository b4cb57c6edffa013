import { type CommandResponse, type PublisherCommand, CommandResponseSchema } from 'shared-types'
import { signWebhook } from 'shared-types/webhook-signature'
import type { PublisherSettings } from '../app/settings'

const timeoutMs = 10 * 60_000

/** Where the publisher of these settings answers. */
export const publisherAddress = ({ host, port }: PublisherSettings): string => `http://${host}:${port}`

/** Asks the running publisher to do something; nothing when none is running. */
export async function sendCommand(
  settings: PublisherSettings,
  command: PublisherCommand,
): Promise<CommandResponse | undefined> {
  const body = JSON.stringify(command)
  const address = `${publisherAddress(settings)}/command`
  let response: Response
  try {
    response = await fetch(address, {
      method: 'POST',
      body,
      headers: signWebhook(settings.secrets[0], body),
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
