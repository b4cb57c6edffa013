import { publisherSettings } from 'publisher/settings'
import { completeEnvFile, envFile, readSettings } from '../bootstrap/env-file.mjs'
import { addresses } from '../bootstrap/ports.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'

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

/** Throws a refusal that lists what the CMS or the publisher would refuse to start with, before anything is built for them. */
export async function requireSettings(): Promise<void> {
  try {
    // It reads the settings when it is loaded.
    await import('../../cms/src/env')
  } catch (error) {
    throw new Refusal(
      'some settings must be corrected.',
      (error as Error).message,
      `correct these settings, in the environment or in ${envFile}`,
    )
  }
  publisherSettings()
}
