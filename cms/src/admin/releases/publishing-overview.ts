import { useConfig } from '@payloadcms/ui'
import type { PublishingOverview } from '../../releases/overview'
import { usePolling } from '../polling'

/** What is live and what needs attention. Polls every 10 s, and every 2 s while a release is being made. */
export function usePublishingOverview() {
  const { config } = useConfig()
  const { data: overview, problem, refresh } = usePolling(`${config.routes.api}/publishing`, intervalMs)
  return { overview, problem, refresh }
}

const intervalMs = (latest: PublishingOverview | undefined) => (latest?.beingMadeSince ? 2_000 : 10_000)
