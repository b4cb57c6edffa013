import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { type CollectionSlug, type ContentSlug, type GlobalSlug, globalSchemas } from 'shared-types'
import { sampleGlobal } from 'shared-types/test/sample-documents'
import { installBundle, testSiteUrl } from 'publisher/test/bundle'
import { startRelay } from '../../../cms/src/webhooks/relay'
import { startCms, type TestCms, type TestUser } from '../../../cms/test/cms'
import { overrideAll } from '../../../cms/test/override'
import { publishSamples, type SampleIds } from '../../../cms/test/sample-documents'
import { env } from '../../../cms/src/env'
import { startPublisher, waitForRelease } from '../../dev/publisher'
import { stopProcess } from '../../dev/processes'
import { type Json, cmsFields, withinLimits } from './cms-fields'
import {
  everythingIsLive,
  newTestStack,
  settingsOf,
  siteFolderOf,
  type TestStack,
  webRootOf,
} from '../e2e/test-stack'

const timeoutMs = 60_000

/** A document of the CMS, or a global, whose id is empty. */
export interface Stored {
  slug: ContentSlug
  id: string
}

/** The real CMS, in this process but behind HTTP, with one sample of each collection, and a publisher that follows it. */
export class PublishingStack {
  /** The file of each page of the live site, with its inode: a file that is written anew has another. */
  #inodes = new Map<string, number>()

  private constructor(
    readonly stack: TestStack,
    readonly cms: TestCms,
    readonly admin: TestUser,
    readonly ids: SampleIds,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(): Promise<PublishingStack> {
    const stack = { ...(await newTestStack()), siteUrl: testSiteUrl }
    const ends: (() => unknown)[] = [() => rmSync(stack.folder, { recursive: true, force: true })]
    const stop = async () => {
      for (const end of ends.toReversed()) await end()
    }
    try {
      const { CMS_URL, SITE_URL, WEBHOOK_SECRET, PUBLISHER_URL } = settingsOf(stack)
      const cms = await startCms({ CMS_URL, SITE_URL, WEBHOOK_SECRET, PUBLISHER_URL })
      ends.push(cms.stop)
      ends.push(await listen(cms, stack.cmsPort))
      startRelay(cms.payload, { targets: env.targets })
      const { ids } = await publishSamples(cms)
      const admin = await cms.user('admin')
      const started = new PublishingStack(stack, cms, admin, ids, stop)
      const idsOf = (slug: CollectionSlug) => [ids[slug]]
      for (const slug of Object.keys(globalSchemas) as GlobalSlug[]) {
        await started.save(
          { slug, id: '' },
          withinLimits(cmsFields(cms.payload.config, slug), sampleGlobal(slug), idsOf),
        )
      }
      await installBundle(siteFolderOf(stack))
      const log = join(stack.folder, 'publisher.log')
      // The search index takes both cores, and is no part of a release.
      const publisher = startPublisher({ env: { ...settingsOf(stack), SEARCH_AFTER_MS: '3600000' }, log })
      ends.push(() => stopProcess(publisher))
      await waitForRelease(publisher, PUBLISHER_URL, log)
      await everythingIsLive(stack)
      started.writtenFiles()
      return started
    } catch (error) {
      await stop()
      throw error
    }
  }

  /** Publishes a document: a new one when its id is empty and it is no global. Gives the answer of the CMS, whatever it is. */
  publish({ slug, id }: Stored, fields: Json) {
    const isGlobal = slug in globalSchemas
    const path = isGlobal ? `/api/globals/${slug}` : `/api/${slug}${id && `/${id}`}`
    const body = { ...fields, _status: 'published' }
    return this.cms.request(id ? 'PATCH' : 'POST', `${path}?depth=0`, {
      ...{ as: this.admin, body, headers: overrideAll },
    })
  }

  /** Publishes; throws when the CMS refuses. */
  async save(stored: Stored, fields: Json): Promise<void> {
    const { status, body } = await this.publish(stored, fields)
    if (status >= 300) throw new Error(`${stored.slug} was refused with ${status}: ${JSON.stringify(body)}`)
  }

  /** What the CMS answers to an admin, at depth 0. */
  async get(path: string): Promise<Json> {
    const { status, body } = await this.cms.request('GET', path, { as: this.admin })
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`)
    return body as Json
  }

  /** Waits until the live site was made from what the CMS has now. */
  isLive(): Promise<void> {
    return everythingIsLive(this.stack)
  }

  /** The documents that the live release keeps out, with the reasons. */
  async blocked(): Promise<{ slug: string; documentId?: string | null; message: string }[]> {
    const { revision } = await this.get('/api/content-revision')
    for (const deadline = Date.now() + timeoutMs; ;) {
      const query = `where[revision][equals]=${String(revision)}&where[state][equals]=live`
      const { docs } = await this.get(`/api/releases?depth=0&limit=1&sort=-receivedAt&${query}`)
      const [release] = docs as { held?: [] }[]
      if (release) return release.held ?? []
      if (Date.now() > deadline) throw new Error('The CMS has no report of the live release.')
      await wait(20)
    }
  }

  /** The text of a file of the live site. */
  file(name: string): string {
    return readFileSync(join(webRootOf(this.stack), name), 'utf8')
  }

  /** The files of the live site that were written since the last call. */
  writtenFiles(): string[] {
    const root = webRootOf(this.stack)
    const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const now = new Map(
      files.map(({ parentPath, name }) => {
        const path = join(parentPath, name)
        return [relative(root, path), statSync(path).ino]
      }),
    )
    const written = [...now].filter(([file, inode]) => this.#inodes.get(file) !== inode).map(([file]) => file)
    this.#inodes = now
    return written
  }
}

/** Puts a CMS behind HTTP. Gives the function that ends it. */
async function listen(cms: TestCms, port: number): Promise<() => void> {
  const server = createServer(async (incoming, outgoing) => {
    const response = await cms.answer(requestOf(incoming, port))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    outgoing.end(Buffer.from(await response.arrayBuffer()))
  })
  // This process is often too busy to close an idle connection before the publisher uses it again.
  server.keepAliveTimeout = 0
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

function requestOf(incoming: IncomingMessage, port: number): Request {
  const { method = 'GET', url = '/' } = incoming
  const headers = new Headers(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ) as [string, string][],
  )
  const hasBody = !['GET', 'HEAD'].includes(method)
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream) : undefined
  return new Request(new URL(url, `http://127.0.0.1:${port}`), {
    ...{ method, headers, body },
    ...(hasBody ? { duplex: 'half' as const } : {}),
  })
}
