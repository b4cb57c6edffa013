import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { type LeakRules, isLoopback } from 'shared-types'
import { isGuessableWebhookSecret, WebhookSecretSchema } from 'shared-types/webhook-signature'
import { z } from 'zod'
import { inProject, projectRoot } from '../project-root'
import { ExpectedError } from '../releases/expected-error'

export type Environment = Readonly<Record<string, string | undefined>>

const port = z
  .string()
  .refine((text) => Number.isInteger(Number(text)) && Number(text) > 0 && Number(text) < 65536, {
    error: 'must be a whole number from 1 to 65535',
  })
  .transform(Number)

const url = z.string().refine((text) => URL.canParse(text), { error: 'must be an address' })

const SettingsSchema = z.object({
  WEBHOOK_SECRET: WebhookSecretSchema,
  WEBHOOK_SECRET_PREVIOUS: WebhookSecretSchema.optional(),
  CMS_URL: url.optional(),
  CMS_PORT: port.optional(),
  CMS_INTERNAL_URL: z.string().optional(),
  SITE_URL: url.optional(),
  SITE_PORT: port.optional(),
  PUBLISHER_URL: url.optional(),
  PUBLISHER_PORT: port.optional(),
  PUBLISHER_HOST: z.string().default('127.0.0.1'),
  POLL_INTERVAL_MS: z.coerce.number().int().min(100, 'must be 100 or more').default(30_000),
  SEARCH_AFTER_MS: z.coerce.number().int().min(0).default(5_000),
  TRACE_TIMEOUT_MS: z.coerce.number().int().min(0).default(15_000),
  PAGE_TIMEOUT_MS: z.coerce.number().int().min(100, 'must be 100 or more').default(3_000),
})

/** Settings that have another name now, by the old one. */
const renamedSettings: Readonly<Record<string, string>> = { LOOK_EVERY_MS: 'POLL_INTERVAL_MS' }

export interface PublisherSettings {
  /** The current secret first. */
  secrets: [string, ...string[]]
  /** Where the publisher listens. `PUBLISHER_HOST` is for a CMS on another computer. */
  host: string
  port: number
  /** The CMS as this machine reaches it (`CMS_INTERNAL_URL`), and as editors do; without a slash at the end. */
  cmsUrl: string
  cmsPublicUrl: string
  siteUrl: string
  /** Milliseconds between polls of the CMS (`POLL_INTERVAL_MS`): a webhook that got lost costs this long. */
  pollIntervalMs: number
  /** Milliseconds without a release before its pages are indexed for the search (`SEARCH_AFTER_MS`). */
  searchAfterMs: number
  /** Milliseconds for which a release searches for the documents that break its pages (`TRACE_TIMEOUT_MS`). */
  traceTimeoutMs: number
  /** Milliseconds of processor time that one page may take (`PAGE_TIMEOUT_MS`). */
  pageTimeoutMs: number
  /** Absolute path of the folder with releases, pool and state. */
  folder: string
}

/** The environment, with the project's .env below it. A setting that is empty is not set. */
export function readEnvironment(file = inProject('.env')): Environment {
  const inFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return Object.fromEntries(Object.entries({ ...inFile, ...process.env }).filter(([, value]) => value))
}

/** The folder with releases, pool and state: `SITE_DIR`, from the top folder of the project. */
export const siteDir = (environment = readEnvironment()): string =>
  resolve(projectRoot, environment.SITE_DIR || 'data/site')

/** The settings of the publisher. Throws one error that lists all that is missing or wrong. */
export function publisherSettings(environment = readEnvironment()): PublisherSettings {
  const settings = parse(environment)
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS } = settings
  const cms = addressOf(settings.CMS_URL, settings.CMS_PORT, 3000)
  return {
    secrets: [WEBHOOK_SECRET, ...(WEBHOOK_SECRET_PREVIOUS ? [WEBHOOK_SECRET_PREVIOUS] : [])],
    host: settings.PUBLISHER_HOST,
    port: addressOf(settings.PUBLISHER_URL, settings.PUBLISHER_PORT, 4322).port,
    cmsUrl: settings.CMS_INTERNAL_URL ?? (cms.isLocal ? `http://127.0.0.1:${cms.port}` : cms.origin),
    cmsPublicUrl: cms.origin,
    siteUrl: addressOf(settings.SITE_URL, settings.SITE_PORT, 4321).origin,
    pollIntervalMs: settings.POLL_INTERVAL_MS,
    searchAfterMs: settings.SEARCH_AFTER_MS,
    traceTimeoutMs: settings.TRACE_TIMEOUT_MS,
    pageTimeoutMs: settings.PAGE_TIMEOUT_MS,
    folder: siteDir(environment),
  }
}

/** What no page may contain. */
export function leakRules({ siteUrl, cmsUrl, cmsPublicUrl }: PublisherSettings): LeakRules {
  const names = ['WEBHOOK_SECRET', 'WEBHOOK_SECRET_PREVIOUS', 'PAYLOAD_SECRET', 'GITHUB_DISPATCH_TOKEN']
  const environment = readEnvironment()
  const secrets = Object.fromEntries(
    names.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])),
  )
  return { siteUrl, cmsUrls: [cmsUrl, cmsPublicUrl], secrets }
}

/**
 * The port of a service and the address that people use: a given port wins, and moves an address on this computer with it. The
 * same rules as `addresses` in scripts/bootstrap/ports.mjs, which runs where no package is installed; a test compares both.
 */
function addressOf(configured = '', givenPort: number | undefined, standardPort: number) {
  const url = new URL(configured || `http://localhost:${standardPort}`)
  const isLocal = isLoopback(url.href)
  const port = givenPort ?? (isLocal && url.port ? Number(url.port) : standardPort)
  if (isLocal) url.port = String(port)
  return { port, origin: url.origin, isLocal }
}

function parse(environment: Environment): z.output<typeof SettingsSchema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value))
  const renamed = Object.entries(renamedSettings).flatMap(([old, name]) =>
    set[old] === undefined ? [] : [`${old} is called ${name} now`],
  )
  const result = SettingsSchema.safeParse(set)
  const wrong = result.success
    ? productionProblems(result.data, set)
    : result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  if (result.success && renamed.length === 0 && wrong.length === 0) return result.data
  throw new ExpectedError(
    'the publisher cannot start.',
    `${[...renamed, ...wrong].join('; ')}.`,
    'correct these settings, in the environment or in .env (npm start writes what is missing there)',
  )
}

/** With a public CMS_URL, as in the CMS: what is unsafe, or lost with a container. */
function productionProblems(settings: z.output<typeof SettingsSchema>, set: Environment): string[] {
  const { CMS_URL, SITE_URL, WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS } = settings
  if (!CMS_URL || isLoopback(CMS_URL)) return []
  const problems: string[] = []
  for (const [name, address] of Object.entries({ CMS_URL, SITE_URL })) {
    if (!address || isLoopback(address)) problems.push(`${name} is not set to a public address`)
    else if (!address.startsWith('https:')) problems.push(`${name} ${address} is not encrypted (use https)`)
  }
  for (const [name, secret] of Object.entries({ WEBHOOK_SECRET, WEBHOOK_SECRET_PREVIOUS })) {
    if (secret && isGuessableWebhookSecret(secret))
      problems.push(`${name} is easy to guess (make one: echo "whsec_$(openssl rand -base64 32)")`)
  }
  if (!set.SITE_DIR) {
    problems.push(
      'SITE_DIR is not set, and the default data/site is lost with a container (set it to a folder that stays, also if that is the default)',
    )
  }
  return problems
}
