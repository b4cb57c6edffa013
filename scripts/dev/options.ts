import { completeEnvFile, readSettings } from '../bootstrap/env-file.mjs'
import { addresses } from '../bootstrap/ports.mjs'

/**
 * Writes the settings that .env lacks. Returns their names, the addresses of the services, and the environment that all services
 * of this start share.
 */
export function readOptions() {
  const added = completeEnvFile()
  const { cms, site, publisher, host } = addresses(readSettings())
  const env = { CMS_URL: cms.url, SITE_URL: site.url, PUBLISHER_URL: publisher.url }
  return { added, cms, site, publisher, host, env }
}
