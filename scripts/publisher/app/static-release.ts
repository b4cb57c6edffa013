import { join } from 'node:path'
import { type DocumentProblem, leakFinder } from 'shared-types'
import { type LoadedBundle, compileBundle, loadBundle } from '../render/bundle'
import { CmsContent, keyOf } from '../content/cms-content'
import { DocumentGate, type Proposal, type UnreadableVersion } from '../validation/document-gate'
import type { DocumentVersion } from '../content/document-version'
import { inlineHashes } from '../render/page-records'
import { indexFolder } from '../releases/file-names'
import { makePageIndex } from '../search/page-index'
import type { InlineHashes, ReleaseNote } from '../releases/release-record'
import { SiteView } from '../render/site-view'
import type { Stopwatch } from './stopwatch'
import { TemplateFiles } from '../render/template-files'
import { buildSite } from '../../dev/site'
import type { RebuildSettings } from '../../ci/settings'
import { checkFiles } from './static-files'

/** How often the site is built while editors go on publishing. */
const mostBuilds = 3
const shownProblems = 10

/** A static build, with what the gate says of it. */
export interface StaticRelease {
  note: ReleaseNote
  /** Newest `updatedAt` of all its documents. */
  contentAsOf?: string
  blocked: Proposal['blocked']
  warnings: Proposal['warnings']
  /** Paths of its pages. */
  pages: readonly string[]
  /** Why it must not be uploaded. */
  refusal?: string
}

type Version = DocumentVersion | UnreadableVersion

/**
 * Builds the static site into `webRoot`, and checks all of it as the publisher checks a full release. It shows one moment of
 * the CMS: when the content changes meanwhile, it is built again. Throws when it cannot be built.
 */
export async function makeStaticRelease(
  settings: RebuildSettings,
  webRoot: string,
  clock: Stopwatch,
): Promise<StaticRelease> {
  const { cmsUrl, siteUrl, folder, leakRules } = settings
  const logOf = (name: string) => join(folder, 'logs', `${name}.log`)
  const hash = await compileBundle({ folder, cmsUrl, siteUrl, log: logOf('templates') })
  clock.lap('templates')
  const bundle = await loadBundle(folder, hash)
  const files = new TemplateFiles(bundle)
  const publicSite = { siteUrl, findLeak: leakFinder(leakRules), isPublicFile: files.isPublicFile }
  const content = new CmsContent(bundle.site, { url: cmsUrl })
  const versions = new Map<string, Version>()
  for (let build = 0; build < mostBuilds; build++) {
    const revision = await content.catchUp([], (changes) => {
      for (const change of changes) {
        if (change.data === undefined) versions.delete(keyOf(change))
        else versions.set(keyOf(change), parsed(bundle, change))
      }
    })
    clock.lap('fetch')
    const proposal = new DocumentGate(publicSite).propose({ versions: versions.values() })
    clock.lap('check')
    const noteOf = (today: string, pages: number, csp: InlineHashes): ReleaseNote => {
      return { revision, bundle: hash, today, siteUrl, madeAt: new Date().toISOString(), pages, csp }
    }
    const { blocked, warnings } = proposal
    const about = { contentAsOf: content.asOf(), blocked, warnings }
    const refusal = proposal.refusal ?? blockedMessage(blocked)
    if (refusal) return { ...about, note: noteOf('', 0, { scripts: [], styles: [] }), pages: [], refusal }

    const view = SiteView.of(bundle, proposal.documents(), new Date())
    await buildSite({ cmsUrl, siteUrl, folder: webRoot, log: logOf('site-build') })
    clock.lap('build')
    const isSameMoment =
      (await bundle.site.fetchRevision(content.cms)) === revision && view.dayAt(new Date()) === view.today
    if (!isSameMoment) continue
    const { rendered, verdict } = checkFiles(webRoot, { view, proposal, files, revision, publicSite })
    clock.lap('gate')
    if (!verdict.message) {
      await makePageIndex({ webRoot, output: join(webRoot, indexFolder) })
      clock.lap('search')
    }
    const note = noteOf(view.today, view.pages.size, inlineHashes(rendered.values()))
    return { ...about, note, pages: [...view.pages.keys()], refusal: verdict.message }
  }
  throw new Error(
    `The content changed during each of the ${mostBuilds} builds. Is an import running? Build again when it is over.`,
  )
}

type RawDocument = Parameters<LoadedBundle['site']['parse']>[0]

const parsed = ({ site }: LoadedBundle, raw: RawDocument): Version =>
  ({ slug: raw.slug, id: raw.id, updatedAt: raw.updatedAt, ...site.parse(raw) }) as Version

/**
 * The publisher would keep the last live version of these; a static build has none. A redirect that leads nowhere it leaves
 * out by itself, and the gate sees whether it has.
 */
function blockedMessage(blocked: readonly DocumentProblem[]): string | undefined {
  const shown = blocked.filter(({ slug }) => slug !== 'redirects')
  if (shown.length === 0) return undefined
  const lines = shown.slice(0, shownProblems).map(({ slug, id, title, field, message }) => {
    const document = `${title ? `“${title}” ` : ''}(${slug}${id ? ` ${id}` : ''})`
    return `${document}${field ? `, field ${field}` : ''}: ${message}`
  })
  if (shown.length > lines.length) lines.push(`… and ${shown.length - lines.length} more.`)
  return `The release was refused, and the site stays as it was.\n${lines.join('\n')}`
}
