import { completeEnvFile, readSettings } from '../machine/env-file.mjs'
import { addresses } from '../machine/ports.mjs'

export type Options = ReturnType<typeof readOptions>

/** Writes what .env lacks, and gives the addresses and what every program of this start must agree on. */
export function readOptions() {
  const added = completeEnvFile()
  const { cms, site, host } = addresses(readSettings())
  return { added, cms, site, host, env: { CMS_URL: cms.url, SITE_URL: site.url } }
}
