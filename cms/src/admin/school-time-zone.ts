import { useConfig } from '@payloadcms/ui'
import { usePolling } from './polling'

const once = () => 0

/** The zone is undefined, which means the browser's, when the site's settings cannot be read or name none. */
export function useSchoolTimeZone(): { timeZone: string | undefined; isKnown: boolean } {
  const { config } = useConfig()
  const { data, problem } = usePolling<{ timeZone?: string }>(
    `${config.routes.api}/globals/site-settings?depth=0&select[timeZone]=true`,
    once,
  )
  return { timeZone: data?.timeZone || undefined, isKnown: Boolean(data ?? problem) }
}
