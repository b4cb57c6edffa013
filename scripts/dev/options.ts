import { completeEnvFile, readSettings } from '../bootstrap/env-file.mjs'
import { addresses } from '../bootstrap/ports.mjs'

export type Options = ReturnType<typeof readOptions>

/** Writes what .env lacks, and gives the addresses and what every program of this start must agree on. */
export function readOptions() {
  const added = completeEnvFile()
  const { cms, site, publisher, host } = addresses(readSettings())
  const env = { CMS_URL: cms.url, SITE_URL: site.url, PUBLISHER_URL: publisher.url }
  return { added, cms, site, publisher, host, env }
}
