import { readEnvironment } from './environment'
import { createContent } from './content'
import type { Content } from './content'
import { dayAtSchool } from './snapshot/day'
import { fetchDocuments } from './cms/fetch'
import type { CmsConnection } from './cms/request'
import { createSnapshot } from './snapshot/snapshot'
import type { Snapshot } from './snapshot/snapshot'

/**
 * Reads the content of the CMS. Only here the site reads the clock, so the time at which a build renders a page does not
 * change the page.
 */
export async function loadSnapshot(cms: CmsConnection, now: Date = new Date()): Promise<Snapshot> {
  const documents = await fetchDocuments(cms)
  return createSnapshot(documents, dayAtSchool(documents, now))
}

const maxAgeInDevMs = 2000
let loaded: { at: number; content: Promise<Content> } | undefined

/** The site's content, read once for a build; `astro dev` reads it again when it is older than two seconds. */
export function loadContent(): Promise<Content> {
  const now = Date.now()
  if (loaded && (!import.meta.env.DEV || now - loaded.at < maxAgeInDevMs)) return loaded.content
  const content = loadSnapshot({ url: readEnvironment().cmsUrl }).then((snapshot) => createContent(snapshot))
  const entry = { at: now, content }
  loaded = entry
  // A failure is not kept, so the next request in `astro dev` tries again.
  content.catch(() => {
    if (loaded === entry) loaded = undefined
  })
  return content
}
