import { createApp } from 'astro/app/entrypoint'
import { cardMark, drawCard } from '../cards/draw'
import { createContent } from '../content/content'
import { dayAtSchool } from '../content/snapshot/day'
import { fetchAllRaw, fetchRaw, fetchRevision, fetchVersions } from '../content/cms/fetch'
import { groupDocuments } from '../content/snapshot/group-documents'
import { fetchMedia, mediaFilesIn } from '../content/cms/media-files'
import { parseRaw } from '../content/snapshot/parse'
import { changeSnapshot, createSnapshot } from '../content/snapshot/snapshot'
import { parseWithGaps } from '../content/snapshot/gaps'
import previewScript from '../preview/frame?inline-script'
import type { SiteBundle } from './bundle'
import { createPageRenderer } from './page-renderer'
import { sitePages } from './pages'

const siteUrl = import.meta.env.SITE
const app = createApp({ streaming: false })

// Astro imports the module of a page again for each request. Under a loader such as tsx, resolving the import takes longer
// than rendering the page, so each module is loaded once.
for (const [component, load] of app.manifest.pageMap ?? []) {
  let loaded: ReturnType<typeof load> | undefined
  app.manifest.pageMap?.set(component, () => (loaded ??= load()))
}

/** The export of the compiled site. */
export const site: SiteBundle = {
  siteUrl,
  fetchRevision,
  fetchVersions,
  fetchRaw,
  fetchAllRaw,
  fetchMedia,
  parse: parseRaw,
  parseWithGaps,
  groupDocuments,
  createSnapshot,
  changeSnapshot,
  today: dayAtSchool,
  pages: sitePages,
  redirects: (snapshot) =>
    Object.fromEntries(
      createContent(snapshot)
        .redirects()
        .redirects.map(({ from, to }) => [from, to]),
    ),
  droppedRedirects: (snapshot) => createContent(snapshot).redirects().dropped,
  createRenderer: (snapshot, previous) => createPageRenderer({ app, siteUrl }, snapshot, previous),
  drawCard,
  cardMark,
  mediaFilesIn,
  previewScript,
}
