import { dayIn } from '../dates'
import { readEnvironment } from '../environment'
import { createContent } from './content'
import type { Content } from './content'
import { fetchDocuments } from './fetch'
import type { CmsConnection } from './request'
import { createSnapshot } from './snapshot'
import type { Snapshot } from './snapshot'

/**
 * Reads the CMS. The snapshot's day is the one that `now` falls on in the school's time zone: this is the only place
 * of the site where the clock is read, so that a page is the same however late in the build it is rendered.
 */
export async function loadSnapshot(cms: CmsConnection, now: Date = new Date()): Promise<Snapshot> {
  const documents = await fetchDocuments(cms)
  return createSnapshot(documents, today(documents.globals['site-settings'].timeZone, now, cms.url))
}

function today(timeZone: string, now: Date, cmsUrl: string): string {
  try {
    return dayIn(timeZone, now)
  } catch (cause) {
    throw new Error(
      `The site settings name the time zone “${timeZone}”, which does not exist. ` +
        `Open ${cmsUrl}/admin/globals/site-settings and write one like America/New_York.`,
      { cause },
    )
  }
}

const maxAgeInDevMs = 2000
let loaded: { at: number; content: Promise<Content> } | undefined

/** The site's content: read once per build; in `astro dev` again when it is older than two seconds. */
export function loadContent(): Promise<Content> {
  const now = Date.now()
  if (loaded && (!import.meta.env.DEV || now - loaded.at < maxAgeInDevMs)) return loaded.content
  const content = loadSnapshot({ url: readEnvironment().cmsUrl }).then((snapshot) => createContent(snapshot))
  const entry = { at: now, content }
  loaded = entry
  // What failed is not kept: the next request in `astro dev` tries again.
  content.catch(() => {
    if (loaded === entry) loaded = undefined
  })
  return content
}
