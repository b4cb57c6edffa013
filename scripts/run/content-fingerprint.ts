import { createHash } from 'node:crypto'
import { collectionSchemas, globalSchemas } from 'shared-types'

interface ListPage {
  docs: { id: string; updatedAt: string }[]
  hasNextPage: boolean
}

interface Global {
  updatedAt?: string
  timeZone?: string
}

/**
 * A fingerprint of all that the site shows: it changes when anything is published, changed or taken down, and with the
 * school's day. Reads the CMS at `cmsUrl` as a visitor; throws when it does not answer.
 */
export async function contentFingerprint(cmsUrl: string): Promise<string> {
  const hash = createHash('sha256')
  for (const collection of Object.keys(collectionSchemas).sort()) {
    for (let page = 1, hasMore = true; hasMore; page++) {
      const query = `depth=0&limit=500&sort=id&page=${page}&select[updatedAt]=true`
      const list = (await read(`${cmsUrl}/api/${collection}?${query}`)) as ListPage
      for (const { id, updatedAt } of list.docs) hash.update(`${collection}\0${id}\0${updatedAt}\n`)
      hasMore = list.hasNextPage
    }
  }
  let timeZone = 'UTC'
  for (const slug of Object.keys(globalSchemas).sort()) {
    const document = (await read(`${cmsUrl}/api/globals/${slug}?depth=0`)) as Global
    hash.update(`${slug}\0${document.updatedAt}\n`)
    if (slug === 'site-settings' && document.timeZone) timeZone = document.timeZone
  }
  hash.update(new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date()))
  return hash.digest('hex')
}

async function read(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
  if (response.ok) return await response.json()
  // A global that was never published is none for visitors. Whether the site can do without is for the site to say.
  if ([403, 404].includes(response.status) && url.includes('/api/globals/')) return {}
  throw new Error(
    `Could not see whether the content has changed: GET ${url} answered ${response.status}. Is the CMS running? Try npm run doctor.`,
  )
}
