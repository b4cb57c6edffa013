import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const developmentSecret = 'only-for-a-laptop-and-known-to-everybody'

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
  /** Where editors reach the admin. Anything but this computer makes it a production server. */
  CMS_URL: origin.default('http://localhost:3000'),
  /** Where visitors reach the site. */
  SITE_URL: origin.default('http://localhost:4321'),
  /** Where uploads are kept, relative to the root of the repository. */
  MEDIA_DIR: z.string().min(1).default('data/media'),
  /** How many proxies of ours stand before the CMS and add to X-Forwarded-For. With 0 the header is not believed. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
})

export interface Env extends z.output<typeof EnvSchema> {
  /** A public address is configured. `NODE_ENV` does not say so: `next start` sets it on a laptop too. */
  isProduction: boolean
  /** Origins whose browsers may call the CMS with its cookie. */
  trustedOrigins: string[]
}

const isLoopback = (url: string) =>
  /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname)

/** Reads the environment; throws one error that lists everything missing or wrong. */
export function readEnv(source: Record<string, string | undefined>): Env {
  // An empty line in .env (`SITE_URL=`) means not set.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = EnvSchema.safeParse(given)
  const problems = result.success
    ? productionProblems(result.data, given)
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
    trustedOrigins: [...new Set([env.CMS_URL, env.SITE_URL])],
  }
}

function productionProblems(
  env: z.output<typeof EnvSchema>,
  given: Record<string, string | undefined>,
): string[] {
  if (isLoopback(env.CMS_URL)) return []
  const problems: string[] = []
  const because = `CMS_URL is ${env.CMS_URL}, so this is a production server`
  if (!env.CMS_URL.startsWith('https:')) {
    problems.push(`CMS_URL: ${env.CMS_URL} is not encrypted; passwords would travel in the open. Use https.`)
  }
  if (!given.PAYLOAD_SECRET || env.PAYLOAD_SECRET === developmentSecret) {
    problems.push(
      `PAYLOAD_SECRET: not set, and the default is public. ${because}. Make one: openssl rand -hex 32`,
    )
  } else if (env.PAYLOAD_SECRET.length < 32 || new Set(env.PAYLOAD_SECRET).size < 8) {
    problems.push(
      'PAYLOAD_SECRET: easy to guess; 32 random characters are the least. Make one: openssl rand -hex 32',
    )
  }
  if (passwordOf(env.DATABASE_URL) === env.PAYLOAD_SECRET) {
    problems.push(
      'PAYLOAD_SECRET: is the password of DATABASE_URL too; each secret has one use. Make one: openssl rand -hex 32',
    )
  }
  if (!given.SITE_URL || isLoopback(env.SITE_URL)) {
    problems.push(
      `SITE_URL: is ${env.SITE_URL}, so the list of origins that may call the CMS (csrf) holds no public site. ${because}. Set it to the site's public address.`,
    )
  }
  if (/^mongodb:/i.test(env.DATABASE_URL) && !/[?&]replicaSet=[^&]/i.test(env.DATABASE_URL)) {
    problems.push(
      'DATABASE_URL: names no replica set, and without one MongoDB has no transactions. Add ?replicaSet=rs0, and start mongod with --replSet rs0.',
    )
  }
  return problems
}

const passwordOf = (databaseUrl: string) => {
  const password = /^mongodb[^:]*:\/\/[^:@/]*:([^@/]*)@/i.exec(databaseUrl)?.[1]
  return password === undefined ? undefined : decodeURIComponent(password)
}

const envFile = resolve(repositoryRoot, '.env')
// What is already in the environment wins over the file.
if (existsSync(envFile)) process.loadEnvFile(envFile)

export const env = readEnv(process.env)
