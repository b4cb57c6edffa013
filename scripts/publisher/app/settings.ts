import { resolve } from 'node:path'
import { WebhookSecretSchema } from 'shared-types/webhook-signature'
import { z } from 'zod'
import { readSettings } from '../../bootstrap/env-file.mjs'
import { addresses } from '../../bootstrap/ports.mjs'
import { root } from '../../bootstrap/root.mjs'

const SettingsSchema = z.object({
  WEBHOOK_SECRET: WebhookSecretSchema,
  WEBHOOK_SECRET_PREVIOUS: WebhookSecretSchema.optional(),
  LOOK_EVERY_MS: z.coerce.number().int().min(100, 'must be 100 or more').default(30_000),
  SEARCH_AFTER_MS: z.coerce.number().int().min(0).default(5_000),
})

export interface PublisherSettings {
  /** The current secret first. */
  secrets: [string, ...string[]]
  /** Where this publisher listens. `PUBLISHER_HOST` is for a CMS on another computer. */
  host: string
  port: number
  /** The CMS as this machine reaches it (`CMS_INTERNAL_URL`), and as editors do; without a slash at the end. */
  cmsUrl: string
  cmsPublicUrl: string
  siteUrl: string
  /** Milliseconds between looks at the CMS (`LOOK_EVERY_MS`): a webhook that got lost costs this long. */
  lookEveryMs: number
  /** Milliseconds without a release before its pages are indexed for the search (`SEARCH_AFTER_MS`). */
  searchAfterMs: number
  /** Absolute path of the folder with releases, pool and state. */
  folder: string
}

/** The folder with releases, pool and state: `SITE_DIR`, from the top folder of the project. */
export const siteDir = (source = readSettings()): string => resolve(root, source.SITE_DIR ?? 'data/site')

/** The settings of the publisher, from the environment and .env; throws one error that lists what is missing or wrong. */
export function publisherSettings(source = readSettings()): PublisherSettings {
  const result = SettingsSchema.safeParse(source)
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`)
    throw new Error(
      `The publisher cannot start: ${problems.length} of its settings must be corrected.\n${problems.join('\n')}\n` +
        'Settings come from the environment and from .env; npm start writes what is missing.',
    )
  }
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS, LOOK_EVERY_MS, SEARCH_AFTER_MS } = result.data
  const { cms, site, publisher } = addresses(source)
  return {
    secrets: [WEBHOOK_SECRET, ...(WEBHOOK_SECRET_PREVIOUS ? [WEBHOOK_SECRET_PREVIOUS] : [])],
    host: source.PUBLISHER_HOST ?? '127.0.0.1',
    port: publisher.port,
    cmsUrl: source.CMS_INTERNAL_URL ?? (cms.isLocal ? cms.local : cms.url),
    cmsPublicUrl: cms.url,
    siteUrl: site.url,
    lookEveryMs: LOOK_EVERY_MS,
    searchAfterMs: SEARCH_AFTER_MS,
    folder: siteDir(source),
  }
}
