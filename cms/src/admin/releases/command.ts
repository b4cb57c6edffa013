import { useConfig } from '@payloadcms/ui'
import { useCallback } from 'react'
import type { CommandResponse } from 'shared-types'
import type { PublishedSince } from '../../releases/published-since'
import type { WaitingGroup } from '../../releases/waiting'

/** A command to the publisher from a user of the admin; the CMS adds the user's name. */
export type Command =
  | { type: 'release.rollback'; release: number }
  | { type: 'release.resume' }
  /** A release that was refused because pages would vanish. */
  | { type: 'release.allow'; revision: string; bundle?: string }
  /** Changes that wait. `what`: “12 of 70 posts would vanish”. */
  | ({ type: 'release.allow'; what: string } & WaitingGroup)

/** `published`: while publishing is frozen, what was published since. */
type Response = CommandResponse & { published?: PublishedSince[] }

/** The publisher's response, or a message that says why there is none. */
export type CommandResult = { ok: true; response: Response } | { ok: false; message: string }

/**
 * Returns a function that sends a command to the CMS, which signs it and passes it on to the publisher. Never rejects.
 */
export function useSendCommand() {
  const { config } = useConfig()
  const address = `${config.routes.api}/publisher-commands`
  return useCallback(
    async (type: string, data: Record<string, unknown>): Promise<CommandResult> => {
      try {
        const response = await fetch(address, {
          method: 'POST',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ type, data }),
        })
        const body = (await response.json()) as Response & { errors?: { message: string }[] }
        return response.ok
          ? { ok: true, response: body }
          : { ok: false, message: body.errors?.[0]?.message ?? `The CMS answered ${response.status}.` }
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error)
        return { ok: false, message: `The CMS could not be reached (${why}), so nothing may have changed.` }
      }
    },
    [address],
  )
}
