'use client'
import { DefaultCell, useConfig, useListQuery } from '@payloadcms/ui'
import type { DefaultCellComponentProps } from 'payload'
import { createContext, type ReactNode, use } from 'react'
import type { DocumentStatus } from '../../releases/document-status'
import { usePolling } from '../polling'
import { StateIcon } from '../StateIcon'
import { statusWords } from '../status-words'
import styles from './StatusCell.module.css'

type Statuses = Record<string, DocumentStatus>

const LiveStatuses = createContext<Statuses>({})

/** Polling interval in ms while a change is on its way to visitors, and otherwise. */
const intervalMs = (latest: Statuses | undefined) =>
  Object.values(latest ?? {}).some(({ state }) => state === 'queued' || state === 'coming-down')
    ? 2_000
    : 15_000

/** Gives the rows of a list what visitors see of each: one request for all of them. */
export function WithLiveStatuses({ children }: { children: ReactNode }) {
  const { config } = useConfig()
  const { collectionSlug, data } = useListQuery()
  const ids = (data?.docs ?? []).map(({ id }) => String(id))
  const query = new URLSearchParams({ collection: collectionSlug, ids: ids.join(',') })
  const address = ids.length > 0 ? `${config.routes.api}/release-status?${query.toString()}` : undefined
  const { data: statuses } = usePolling<Statuses>(address, intervalMs)
  return <LiveStatuses value={statuses ?? {}}>{children}</LiveStatuses>
}

/** The status of a row as its form says it; Payload's own words until it is known. */
export function StatusCell(props: DefaultCellComponentProps) {
  const status = use(LiveStatuses)[String(props.rowData?.id)]
  if (!status) return props.field.type === 'ui' ? null : <DefaultCell {...props} />
  const { tone, words, more, reason } = statusWords(status)
  return (
    <span className={styles.status} title={reason}>
      <StateIcon tone={tone} />
      <span className={styles.words}>
        {words}
        {reason ? `: ${reason}` : more}
      </span>
    </span>
  )
}
