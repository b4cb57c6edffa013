import { useConfig } from '@payloadcms/ui'
import { useMemo } from 'react'
import type { PreviewedChangesAnswer } from 'shared-types'
import type { WhereUsed } from '../../where-used/where-used'
import type { RemovalEffect } from '../../releases/removal-effect'
import type { OverrideRequest } from '../../saves/override'
import type { BulkAction, BulkResponse, ListFilter, Selection, SignedList } from '../../bulk/bulk-action'

/** The server's response, or why there is none. */
export type Answer<Body> = { ok: true; body: Body } | { ok: false; message: string }

/** Requests for the list of a collection. They never reject. */
export function useBulkRequests(collection: string) {
  const { config } = useConfig()
  const { api } = config.routes
  const address = `${api}/${collection}`
  return useMemo(
    () => ({
      /** Which documents the action would change. */
      select: (action: BulkAction, filter: ListFilter) =>
        post<Selection>(`${address}/selection`, { action, ...filter }),
      /** What visitors would see of it. */
      changes: (ids: string[], removes: boolean) =>
        post<PreviewedChangesAnswer>(`${api}/preview/changes-of-list`, { collection, ids, removes }),
      /** What visitors miss when these documents are removed. */
      removalEffect: (ids: string[]) =>
        post<RemovalEffect & { mayAllow: boolean }>(`${api}/removal-effect`, { collection, ids }),
      /** What leads to these documents. */
      whereUsed: (ids: string[]) => post<WhereUsed>(`${api}/where-used`, { collection, ids }),
      /** Changes these documents, or none, but those that have changed since the list was made. */
      change: (
        action: BulkAction,
        { ids, tokens, signature }: SignedList,
        options: {
          except?: string[]
          publish?: boolean
          isTrash?: boolean
          data?: Record<string, unknown>
          override?: OverrideRequest
        },
      ) => post<BulkResponse>(`${address}/bulk`, { action, ids, tokens, signature, ...options }),
    }),
    [api, address, collection],
  )
}

async function post<Body extends object>(address: string, body: unknown): Promise<Answer<Body>> {
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'include',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Body | { errors: { message: string }[] }
    // A bulk change that is refused has the shape of one that succeeds.
    if (response.ok || 'docs' in answer) return { ok: true, body: answer as Body }
    const { errors } = answer as { errors?: { message: string }[] }
    return { ok: false, message: errors?.[0]?.message ?? `The CMS answered ${response.status}.` }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return {
      ok: false,
      message: `The CMS could not be reached (${why}). Load the list again to see what has changed.`,
    }
  }
}
