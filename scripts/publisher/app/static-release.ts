import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type DocumentProblem,
  type LeakRules,
  assetsFolder,
  documentKey,
  leakFinder,
  mediaFolder,
} from 'shared-types'
import { buildSite } from '../render/astro-build'
import { type LoadedBundle, compileBundle, loadBundle } from '../render/bundle'
import { CmsContent, signedConnection } from '../content/cms-content'
import { DocumentGate, type Proposal, type UnreadableVersion } from '../validation/document-gate'
import type { DocumentVersion } from '../content/document-version'
import { inlineHashes } from '../render/page-records'
import { ExpectedError } from '../releases/expected-error'
import type { PooledFolder } from '../releases/file-names'
import {
  fileHeaders,
  hashedFileHeaders,
  isHashed,
  pageHeaders,
  searchIndexHeaders,
  searchPage,
} from '../releases/headers'
import { lockSiteFolder } from '../releases/lock'
import { nginxConfig } from '../releases/nginx'
import { AssetPool } from '../releases/asset-pool'
import { redirectsOf } from '../releases/redirect-map'
import type { InlineHashes, ReleaseNote } from '../releases/release-record'
import { openSiteFolder } from '../releases/site-folder'
import { indexBuiltSite } from '../search/page-index'
import { SiteView } from '../render/site-view'
import { explainFailedBuild } from './failed-build'
import { stopwatch } from './stopwatch'
import { TemplateFiles } from '../render/template-files'
import { checkFiles, filesOf } from './static-files'

/** How many times the site is built when editors publish during the builds. */
const maxBuilds = 3
const shownProblems = 10
/** How many releases a folder keeps. Each is a whole copy of the site's pages. */
const keptReleases = 5
const headersFile = 'headers.json'

export interface StaticBuildOptions {
  cmsUrl: string
  /** Signs requests to the CMS. */
  secret: string
  siteUrl: string
  /** What no page may show. */
  leakRules: LeakRules
  /** Where templates, logs and the release are put; absolute. */
  folder: string
}

/** A static build, with the verdict of the release gate. */
export interface StaticRelease {
  /** Its folder; the web root is `site` in it. */
  folder: string
  note: ReleaseNote
  /** Newest `updatedAt` of all its documents. */
  contentAsOf?: string
  blocked: Proposal['blocked']
  warnings: Proposal['warnings']
  /** Paths of its pages. */
  pages: readonly string[]
  /** Why it must not be uploaded. */
  refusal?: string
  /** Milliseconds of each step. */
  timings: Readonly<Record<string, number>>
}

type Version = DocumentVersion | UnreadableVersion

/**
 * Builds the static site and checks all of it as the publisher checks a full release. It shows one moment of the CMS: when the
 * content changes meanwhile, it is built again. Throws when it cannot be built.
 */
export async function makeStaticRelease(options: StaticBuildOptions): Promise<StaticRelease> {
  const { cmsUrl, secret, siteUrl, folder, leakRules } = options
  const releaseFolder = join(folder, 'release')
  const webRoot = join(releaseFolder, 'site')
  const clock = stopwatch()
  const logOf = (name: string) => join(folder, 'logs', `${name}.log`)
  const hash = await compileBundle({ folder, cmsUrl, siteUrl, log: logOf('templates') })
  clock.lap('templates')
  const bundle = await loadBundle(folder, hash)
  const files = new TemplateFiles(bundle)
  const publicSite = { siteUrl, findLeak: leakFinder(leakRules), isPublicFile: files.isPublicFile }
  const content = new CmsContent(bundle.site, signedConnection(cmsUrl, secret))
  const versions = new Map<string, Version>()
  for (let build = 0; build < maxBuilds; build++) {
    const revision = await content.catchUp([], (changes) => {
      for (const change of changes) {
        if (change.data === undefined) versions.delete(documentKey(change))
        else versions.set(documentKey(change), parsed(bundle, change))
      }
    })
    clock.lap('fetch')
    const proposal = new DocumentGate(publicSite).propose({ versions: versions.values() })
    clock.lap('check')
    const noteOf = (today: string, pages: number, csp: InlineHashes): ReleaseNote => {
      return { revision, bundle: hash, today, siteUrl, madeAt: new Date().toISOString(), pages, csp }
    }
    const { blocked, warnings } = proposal
    const about = {
      ...{ folder: releaseFolder, contentAsOf: content.asOf(), blocked, warnings },
      timings: clock.laps,
    }
    const refusal = proposal.refusal ?? blockedMessage(blocked)
    if (refusal) return { ...about, note: noteOf('', 0, { scripts: [], styles: [] }), pages: [], refusal }

    const view = SiteView.of(bundle, proposal.documents(), new Date())
    try {
      await buildSite({ cmsUrl, siteUrl, folder: webRoot, log: logOf('site-build') })
    } catch (error) {
      throw await explainFailedBuild(bundle, cmsUrl, error)
    }
    clock.lap('build')
    const isSameMoment =
      (await bundle.site.fetchRevision(content.cms)) === revision && view.dayAt(new Date()) === view.today
    if (!isSameMoment) continue
    const { rendered, verdict } = checkFiles(webRoot, { view, proposal, files, publicSite })
    clock.lap('gate')
    if (!verdict.message) {
      await indexBuiltSite(webRoot)
      clock.lap('search')
    }
    const note = noteOf(view.today, view.pages.size, inlineHashes(rendered.values()))
    return { ...about, note, pages: [...view.pages.keys()], refusal: verdict.message }
  }
  throw new Error(
    `The content changed during each of the ${maxBuilds} builds. Is an import running? Build again when it is over.`,
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

/**
 * Writes beside the web root what a web server needs to know: a configuration for nginx, the same headers as JSON for any other
 * server, and the release's record. Redirects are in the site's redirects.json. `webServerFolder` is the folder whose `current`
 * leads to the release, as the web server reaches it.
 */
export function writeServerFiles(
  { folder, note }: StaticRelease,
  number: number,
  webServerFolder: string,
): void {
  const { siteUrl, csp } = note
  const nginx = nginxConfig({
    ...{ root: join(webServerFolder, 'current/site'), siteUrl, csp },
    redirects: redirectsOf(join(folder, 'site')),
  })
  const headers = {
    pages: pageHeaders({ siteUrl, csp }),
    [searchPage]: pageHeaders({ siteUrl, csp, runsWebAssembly: true }),
    '/pagefind/*.js, *.json, *.pagefind': searchIndexHeaders({ siteUrl, csp }),
    otherFiles: fileHeaders({ siteUrl, csp }),
    [`${assetsFolder}, ${mediaFolder} and /pagefind/*.pf_*`]: hashedFileHeaders({ siteUrl, csp }),
  }
  writeFileSync(join(folder, 'nginx.conf'), nginx)
  writeFileSync(join(folder, headersFile), `${JSON.stringify(headers, undefined, 2)}\n`)
  writeFileSync(join(folder, 'release.json'), `${JSON.stringify({ number, ...note }, undefined, 2)}\n`)
}

/** Refuses a folder of releases that a publisher looks after. */
export function requireNoPublisher(target: string): void {
  if (!existsSync(join(target, 'state.db'))) return
  throw new ExpectedError(
    'the site was not placed.',
    `${target} is the folder of a publisher, which looks after it alone.`,
    'set UPLOAD_DIR to another folder',
  )
}

/**
 * Puts a release into a folder of releases, as the publisher does: beside the others, and then `current` leads to it. Hashed
 * files stay for 30 days after the last page that needs them. Call `writeServerFiles` first.
 */
export async function placeStaticRelease(
  { folder, note }: StaticRelease,
  target: string,
  webServerFolder: string,
): Promise<void> {
  const lock = lockSiteFolder(target)
  try {
    const releases = openSiteFolder(target, { keep: keptReleases, nginxFolder: webServerFolder })
    const pool = new AssetPool(target)
    const full = await releases.startFull()
    try {
      const webRoot = join(folder, 'site')
      for (const file of filesOf(webRoot)) {
        const source = join(webRoot, file)
        if (isHashed(`/${file}`)) {
          await pool.add(dirname(file) as PooledFolder, basename(file), { file: source })
          continue
        }
        mkdirSync(dirname(join(full.root, file)), { recursive: true })
        copyFileSync(source, join(full.root, file))
      }
      copyFileSync(join(folder, headersFile), join(full.folder, headersFile))
      const { number } = await releases.commitFull(full, note)
      await releases.switchTo(number)
    } catch (error) {
      await releases.abandon(full)
      throw error
    }
    await releases.prune()
    await pool.prune(
      releases.releases().map(({ number }) => releases.webRoot(number)),
      [],
    )
    await releases.close()
  } finally {
    lock.release()
  }
}
