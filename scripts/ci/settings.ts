import { resolve } from 'node:path'
import type { LeakRules, ReleaseReport } from 'shared-types'
import { WebhookSecretSchema } from 'shared-types/webhook-signature'
import { z } from 'zod'
import { readSettings } from '../bootstrap/env-file.mjs'
import { addresses } from '../bootstrap/ports.mjs'
import { Refusal } from '../bootstrap/refusal.mjs'
import { root } from '../bootstrap/root.mjs'

const SettingsSchema = z
  .object({
    GITHUB_REPORT_SECRET: WebhookSecretSchema,
    UPLOAD_COMMAND: z.string().optional(),
    UPLOAD_DIR: z.string().optional(),
    WEB_SERVER_FOLDER: z.string().startsWith('/', 'must be an absolute path').optional(),
    REBUILD_DIR: z.string().default('data/rebuild'),
    // GitHub sets these for each run of a workflow.
    GITHUB_RUN_NUMBER: z.coerce.number().int().positive().optional(),
    GITHUB_EVENT_NAME: z.string().optional(),
    GITHUB_SERVER_URL: z.string().optional(),
    GITHUB_REPOSITORY: z.string().optional(),
    GITHUB_RUN_ID: z.string().optional(),
  })
  .refine(({ UPLOAD_COMMAND, UPLOAD_DIR }) => Boolean(UPLOAD_COMMAND) !== Boolean(UPLOAD_DIR), {
    error: 'one of UPLOAD_COMMAND and UPLOAD_DIR must be set, and only one: where does the site go?',
  })

type Reason = ReleaseReport['data']['reason']

const reasons: Record<string, Reason | undefined> = { repository_dispatch: 'content', schedule: 'nightly' }

/** Names of settings whose values no page and no upload command may get. */
export const secretNames = [
  'GITHUB_REPORT_SECRET',
  'GITHUB_DISPATCH_TOKEN',
  'PAYLOAD_SECRET',
  'WEBHOOK_SECRET',
  'WEBHOOK_SECRET_PREVIOUS',
]

export interface RebuildSettings {
  /** The CMS as this machine reaches it. */
  cmsUrl: string
  siteUrl: string
  leakRules: LeakRules
  reportSecret: string
  /** Where the site is built; absolute. */
  folder: string
  upload: { command: string } | { folder: string }
  /** The folder that holds `current`, as the web server reaches it. */
  webServerFolder: string
  /** The number of the run on GitHub; elsewhere the releases are counted in the folder. */
  number?: number
  reason: Reason
  /** The page on GitHub with the output of the run. */
  runUrl?: string
}

/** The settings of a rebuild, from the environment and .env. Throws one refusal that lists all that is missing or wrong. */
export function rebuildSettings(
  source: Record<string, string | undefined> = readSettings(),
): RebuildSettings {
  const result = SettingsSchema.safeParse(source)
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')} ${message}` : message,
    )
    throw new Refusal(
      'the site cannot be rebuilt.',
      problems.join('; '),
      'set it in .env or in the environment; docs/operations.md says what each is for',
    )
  }
  const settings = result.data
  const { cms, site } = addresses(source)
  const cmsUrl = source.CMS_INTERNAL_URL ?? (cms.isLocal ? cms.local : cms.url)
  const uploadFolder = settings.UPLOAD_DIR && resolve(root, settings.UPLOAD_DIR)
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = settings
  return {
    cmsUrl,
    siteUrl: site.url,
    leakRules: { siteUrl: site.url, cmsUrls: [cmsUrl, cms.url], secrets: secretsOf(source) },
    reportSecret: settings.GITHUB_REPORT_SECRET,
    folder: resolve(root, settings.REBUILD_DIR),
    upload: uploadFolder ? { folder: uploadFolder } : { command: settings.UPLOAD_COMMAND ?? '' },
    webServerFolder: settings.WEB_SERVER_FOLDER ?? uploadFolder ?? '/srv/site',
    number: settings.GITHUB_RUN_NUMBER,
    reason: reasons[settings.GITHUB_EVENT_NAME ?? ''] ?? 'asked',
    runUrl: run && `${server}/${repository}/actions/runs/${run}`,
  }
}

const secretsOf = (source: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(secretNames.flatMap((name) => (source[name] ? [[name, source[name]]] : [])))
