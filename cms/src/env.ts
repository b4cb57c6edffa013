import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isGuessableSecret, isLoopback } from 'shared-types'
import { isGuessableWebhookSecret, WebhookSecretSchema } from 'shared-types/webhook-signature'
import { z } from 'zod'
import {
  githubApi,
  isSameSecret,
  otherTargets,
  publisherUrl,
  type Target,
  targetsOf,
} from './webhook-targets'

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const developmentSecret = 'only-for-a-laptop-and-known-to-everybody'
const developmentWebhookSecret = `whsec_${Buffer.from(`${developmentSecret}: webhooks`).toString('base64')}`

const origin = z
  .url({ protocol: /^https?$/, error: 'is not an address like https://cms.example.org', abort: true })
  .refine(
    (url) => new URL(url).origin === url.replace(/\/$/, ''),
    'must be an origin only: no path, no query',
  )
  .transform((url) => new URL(url).origin)

const EnvSchema = z.object({
  /** `file:` is SQLite, relative to the root of the repository; `mongodb:` is MongoDB as a replica set. */
  DATABASE_URL: z
    .string()
    .regex(/^(file:|mongodb(\+srv)?:\/\/)/i, 'must start with file: or mongodb://')
    .default('file:./data/cms.db'),
  /** Signs the sessions of the admin. */
  PAYLOAD_SECRET: z.string().min(1).default(developmentSecret),
  /** The address at which editors reach the admin. Any address but this computer's makes this a production server. */
  CMS_URL: origin.default('http://localhost:3000'),
  /** The address at which visitors reach the site. */
  SITE_URL: origin.default('http://localhost:4321'),
  /** The folder of the uploads, relative to the root of the repository. */
  MEDIA_DIR: z.string().min(1).default('data/media'),
  /**
   * How many trusted proxies in front of the CMS append to X-Forwarded-For. With 0 the header is ignored. An https CMS_URL means that
   * a proxy is likely, so then it must be given.
   */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Signs events, commands and reports between the CMS and the bundled publisher. */
  WEBHOOK_SECRET: WebhookSecretSchema.default(developmentWebhookSecret),
  /** The old secret while WEBHOOK_SECRET is replaced: accepted, but never used to sign. */
  WEBHOOK_SECRET_PREVIOUS: WebhookSecretSchema.optional(),
  /** The address of the bundled publisher; empty or `none` when there is none. */
  PUBLISHER_URL: publisherUrl.default('http://127.0.0.1:4322'),
  /** `owner/name` of the repository whose workflow rebuilds the site. */
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name')
    .optional(),
  /** A token that may send `repository_dispatch` to that repository. Without it no event goes to GitHub. */
  GITHUB_DISPATCH_TOKEN: z.string().regex(/^\S+$/, 'must be a token without spaces').optional(),
  GITHUB_API_URL: githubApi.default('https://api.github.com'),
  /** Signs the release reports of that workflow. */
  GITHUB_REPORT_SECRET: WebhookSecretSchema.optional(),
  /** Further targets of change events, as a JSON list: see webhook-targets.ts. */
  WEBHOOK_TARGETS: otherTargets,
})

export interface Env extends z.output<typeof EnvSchema> {
  /** A public address is configured. `NODE_ENV` does not say so: `next start` sets it on a laptop too. */
  isProduction: boolean
  /** The targets to which the CMS sends change events. */
  targets: Target[]
  /** By target name: the secrets with which its release reports may be signed. */
  reportSecrets: Record<string, string[]>
}

/** Reads the environment; throws one error that lists everything missing or wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty line in .env (`SITE_URL=`) means “not set”, except for PUBLISHER_URL, where it means “no publisher”.
  const given = Object.fromEntries(
    Object.entries(source).filter(([name, value]) => value !== '' || name === 'PUBLISHER_URL'),
  )
  const result = EnvSchema.safeParse(given)
  const problems = result.success
    ? [
        ...githubProblems(result.data),
        ...proxyProblems(result.data, given),
        ...productionProblems(result.data, given),
      ]
    : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (!result.success || problems.length > 0) {
    throw new Error(
      `The CMS cannot start: ${problems.length} of its settings must be corrected.\n` +
        problems.map((problem) => `  ${problem}\n`).join('') +
        `Settings come from the environment and from ${resolve(repositoryRoot, '.env')}.`,
    )
  }
  const env = result.data
  return {
    ...env,
    MEDIA_DIR: resolve(repositoryRoot, env.MEDIA_DIR),
    isProduction: !isLoopback(env.CMS_URL),
    targets: targetsOf(env),
    reportSecrets: {
      publisher: [env.WEBHOOK_SECRET, env.WEBHOOK_SECRET_PREVIOUS].filter((secret) => secret !== undefined),
      ...(env.GITHUB_REPORT_SECRET ? { github: [env.GITHUB_REPORT_SECRET] } : {}),
      ...Object.fromEntries(env.WEBHOOK_TARGETS.map(({ name, secret }) => [name, [secret]])),
    },
  }
}

function githubProblems(env: z.output<typeof EnvSchema>): string[] {
  if (!env.GITHUB_DISPATCH_TOKEN || env.GITHUB_REPOSITORY) return []
  return [
    'GITHUB_REPOSITORY: not set, and GITHUB_DISPATCH_TOKEN is: whose workflow shall run? Set it to owner/name.',
  ]
}

type Given = Record<string, string | undefined>

/** Behind a proxy, every request comes from the proxy's address: without the setting, all users would share one limit of sign-ins. */
function proxyProblems(env: z.output<typeof EnvSchema>, given: Given): string[] {
  if (!env.CMS_URL.startsWith('https:') || given.TRUSTED_PROXIES) return []
  return [
    'TRUSTED_PROXIES: not set, so all users behind your proxy would share one limit of sign-ins. Set it to the number of your own proxies in front of the CMS: 1 for one TLS proxy, 0 for none.',
  ]
}

function productionProblems(env: z.output<typeof EnvSchema>, given: Given): string[] {
  if (isLoopback(env.CMS_URL)) return []
  const problems: string[] = []
  const because = `CMS_URL is ${env.CMS_URL}, so this is a production server`
  if (!env.CMS_URL.startsWith('https:')) {
    problems.push(`CMS_URL: ${env.CMS_URL} is not encrypted; passwords would travel in the open. Use https.`)
  }
  const makeSecret = 'Make one: openssl rand -hex 32'
  if (!given.PAYLOAD_SECRET || env.PAYLOAD_SECRET === developmentSecret) {
    problems.push(`PAYLOAD_SECRET: not set, and the default is public. ${because}. ${makeSecret}`)
  } else if (env.PAYLOAD_SECRET.length < 32 || isGuessableSecret(env.PAYLOAD_SECRET)) {
    problems.push(`PAYLOAD_SECRET: easy to guess; 32 random characters are the least. ${makeSecret}`)
  }
  if (passwordOf(env.DATABASE_URL) === env.PAYLOAD_SECRET) {
    problems.push(
      `PAYLOAD_SECRET: is the password of DATABASE_URL too; each secret has one use. ${makeSecret}`,
    )
  }
  if (!given.SITE_URL || isLoopback(env.SITE_URL)) {
    problems.push(
      `SITE_URL: is ${env.SITE_URL}, so links from the admin to the site would lead nowhere. ${because}. Set it to the site's public address.`,
    )
  } else if (!env.SITE_URL.startsWith('https:')) {
    problems.push(
      `SITE_URL: ${env.SITE_URL} is not encrypted; what visitors read could be changed on the way. Use https.`,
    )
  }
  for (const [name, holds] of [
    ['DATABASE_URL', 'the database'],
    ['MEDIA_DIR', 'the uploads'],
  ] as const) {
    if (given[name]) continue
    problems.push(
      `${name}: not set, and the default ${EnvSchema.shape[name].parse(undefined)} is lost with a container. ${because}. Set it to the place of ${holds} that stays, also if that is the default.`,
    )
  }
  if (/^mongodb:/i.test(env.DATABASE_URL) && !/[?&]replicaSet=[^&]/i.test(env.DATABASE_URL)) {
    problems.push(
      'DATABASE_URL: names no replica set, and without one MongoDB has no transactions. Add ?replicaSet=rs0, and start mongod with --replSet rs0.',
    )
  }
  return [...problems, ...webhookProblems(env, because)]
}

const makeWebhookSecret = 'Make one: echo "whsec_$(openssl rand -base64 32)"'

function webhookProblems(env: z.output<typeof EnvSchema>, because: string): string[] {
  const problems: string[] = []
  const used: [string, string | undefined][] = [
    ['PAYLOAD_SECRET', env.PAYLOAD_SECRET],
    ['the password of DATABASE_URL', passwordOf(env.DATABASE_URL)],
    ['GITHUB_DISPATCH_TOKEN', env.GITHUB_DISPATCH_TOKEN],
  ]
  const secrets: [string, string | undefined][] = [
    ['WEBHOOK_SECRET', env.WEBHOOK_SECRET],
    ['WEBHOOK_SECRET_PREVIOUS', env.WEBHOOK_SECRET_PREVIOUS],
    ['GITHUB_REPORT_SECRET', env.GITHUB_REPORT_SECRET],
    ...env.WEBHOOK_TARGETS.map(({ name, secret }): [string, string] => [`WEBHOOK_TARGETS, ${name}`, secret]),
  ]
  for (const [name, secret] of secrets) {
    if (secret === undefined) continue
    const double = used.find(([, other]) => other !== undefined && isSameSecret(secret, other))
    if (secret === developmentWebhookSecret) {
      problems.push(`${name}: not set, and the default is public. ${because}. ${makeWebhookSecret}`)
    } else if (isGuessableWebhookSecret(secret)) {
      problems.push(`${name}: easy to guess; 24 random bytes are the least. ${makeWebhookSecret}`)
    } else if (double) {
      problems.push(`${name}: is ${double[0]} too; each secret has one use. ${makeWebhookSecret}`)
    }
    used.push([name, secret])
  }
  for (const { name, url } of targetsOf(env)) {
    if (new URL(url).protocol === 'https:' || isLoopback(url)) continue
    const setting =
      { publisher: 'PUBLISHER_URL', github: 'GITHUB_API_URL' }[name] ?? `WEBHOOK_TARGETS, ${name}`
    problems.push(`${setting}: ${new URL(url).origin} is not encrypted, and not this computer. Use https.`)
  }
  return problems
}

const passwordOf = (databaseUrl: string) => {
  const password = /^mongodb[^:]*:\/\/[^:@/]*:([^@/]*)@/i.exec(databaseUrl)?.[1]
  return password === undefined ? undefined : decodeURIComponent(password)
}

const envFile = resolve(repositoryRoot, '.env')
// Variables that are already set win over the file.
if (existsSync(envFile)) process.loadEnvFile(envFile)

export const env = readEnv(process.env)
