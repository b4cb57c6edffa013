import { WebhookSecretSchema } from 'shared-types/webhook-signature'
import { z } from 'zod'

const bytesOf = (secret: string) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64')

const httpAddress = z
  .url({ protocol: /^https?$/, error: 'is not an address like https://hooks.example.org', abort: true })
  // fetch refuses credentials in a URL, with an error message that shows the password.
  .refine((url) => !new URL(url).username && !new URL(url).password, 'must not hold a name or a password')

/** GitHub's API: an origin, or a path on a GitHub Enterprise server. */
export const githubApi = httpAddress.transform((url) => url.replace(/\/+$/, ''))

/** Empty when this CMS has no bundled publisher; `none` means the same. */
export const publisherUrl = z.union([
  z.enum(['', 'none']).transform(() => ''),
  httpAddress.transform((url) => url.replace(/\/+$/, '')),
])

const reservedNames = ['publisher', 'github']

const OtherTargetSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be a name like search-index: lower-case letters, digits, hyphens')
    .refine((name) => !reservedNames.includes(name), `must not be ${reservedNames.join(' or ')}`),
  url: httpAddress,
  secret: WebhookSecretSchema,
})

/** `[{ "name": "search-index", "url": "https://…", "secret": "whsec_…" }]`, as JSON. */
export const otherTargets = z
  .string()
  .default('[]')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      // Leave out the text, because it contains secrets.
      context.addIssue({ code: 'custom', message: 'is not JSON like [{ "name", "url", "secret" }]' })
      return z.NEVER
    }
  })
  .pipe(z.array(OtherTargetSchema))
  .refine((targets) => new Set(targets.map(({ name }) => name)).size === targets.length, {
    error: 'names a target twice',
  })

/** A receiver of the events that say that content visible to visitors has changed. */
export type Target =
  | { kind: 'webhook'; name: string; url: string; secret: string }
  | { kind: 'github'; name: 'github'; url: string; token: string }

interface TargetSettings {
  WEBHOOK_SECRET: string
  PUBLISHER_URL: string
  GITHUB_REPOSITORY?: string
  GITHUB_DISPATCH_TOKEN?: string
  GITHUB_API_URL: string
  WEBHOOK_TARGETS: z.output<typeof otherTargets>
}

/** GitHub is a target only with a token, because its runners set GITHUB_REPOSITORY in every job. */
export function targetsOf(settings: TargetSettings): Target[] {
  const { PUBLISHER_URL, GITHUB_API_URL, GITHUB_DISPATCH_TOKEN, GITHUB_REPOSITORY } = settings
  const targets: Target[] = settings.WEBHOOK_TARGETS.map((target) => ({ kind: 'webhook', ...target }))
  if (GITHUB_DISPATCH_TOKEN && GITHUB_REPOSITORY) {
    const url = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/dispatches`
    targets.unshift({ kind: 'github', name: 'github', url, token: GITHUB_DISPATCH_TOKEN })
  }
  if (PUBLISHER_URL) {
    const url = `${PUBLISHER_URL}/webhook`
    targets.unshift({ kind: 'webhook', name: 'publisher', url, secret: settings.WEBHOOK_SECRET })
  }
  return targets
}

/** Compares the bytes, because base64 and hexadecimal can spell the same secret in several ways. */
export const isSameSecret = (one: string, other: string) =>
  one === other ||
  [bytesOf(other), Buffer.from(other), Buffer.from(other, 'hex')].some((bytes) => bytesOf(one).equals(bytes))
