import { z } from 'zod'

const EnvironmentSchema = z.object({
  CMS_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  SITE_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4321'),
  SITE_TARGET: z.enum(['static', 'bundle']).default('static'),
})

export interface Environment {
  /** The URL of the CMS, without a slash at the end. */
  cmsUrl: string
  /** The URL of the site for visitors, without a slash at the end. */
  siteUrl: string
  /** What `astro build` makes: `static` files of the current content, or the `bundle` that renders any content. */
  target: 'static' | 'bundle'
}

/** Reads the site's settings. Throws one error that lists all problems. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  // `CMS_URL=` in .env means the same as no line.
  const set = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = EnvironmentSchema.safeParse(set)
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message} (found ${JSON.stringify(set[String(path[0])])})`,
    )
    throw new Error(`The site's settings are not right. Correct them in .env:\n${problems.join('\n')}`)
  }
  const { CMS_URL, SITE_URL, SITE_TARGET } = result.data
  return { cmsUrl: CMS_URL.replace(/\/+$/, ''), siteUrl: SITE_URL.replace(/\/+$/, ''), target: SITE_TARGET }
}
