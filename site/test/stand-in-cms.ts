import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { contentRevision } from 'shared-types'
import type { CollectionSlug, ContentVersion } from 'shared-types'
import { testSchool } from './school'
import type { RawSchool } from './school'

export interface StandInCms {
  url: string
  /** The paths of all requests, with their queries. */
  requests: string[]
  close: () => Promise<void>
}

/** Replaces the response to a path; undefined keeps the response of the school. */
export type Override = (path: string) => { status?: number; body: string; delayMs?: number } | undefined

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Starts a server that answers like the REST API of the CMS, from a school in memory. Without `port`, a free one is used. */
export async function startStandInCms(
  school: RawSchool = testSchool(),
  override: Override = () => undefined,
  port = 0,
): Promise<StandInCms> {
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/'
    requests.push(path)
    const replacement = override(path)
    if (replacement) {
      setTimeout(
        () => response.writeHead(replacement.status ?? 200).end(replacement.body),
        replacement.delayMs ?? 0,
      )
      return
    }
    if (path.startsWith('/api/media/file/')) {
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(onePixel)
      return
    }
    const content = await contentAt(school, new URL(path, 'http://localhost'))
    response.writeHead(content ? 200 : 404, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(content ?? { errors: [{ message: 'Not Found' }] }))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The versions that visitors may see: all documents, except globals that were never published. */
function versionsOf({ collections, globals }: RawSchool): ContentVersion[] {
  const row = (slug: string) => (document: Record<string, unknown>) => ({
    slug,
    id: String(document.id ?? ''),
    updatedAt: String(document.updatedAt),
  })
  return [
    ...Object.entries(collections).flatMap(([slug, documents]) => documents.map(row(slug))),
    ...Object.entries(globals).flatMap(([slug, global]) => (global.updatedAt ? [row(slug)(global)] : [])),
  ]
}

async function contentAt(school: RawSchool, { pathname, searchParams }: URL): Promise<unknown> {
  const [, api, first = '', second] = pathname.split('/')
  if (api !== 'api') return undefined
  if (first === 'content-versions') return { versions: versionsOf(school) }
  if (first === 'content-revision') return { revision: await contentRevision(versionsOf(school)) }
  if (first === 'globals') return school.globals[second as keyof RawSchool['globals']]
  const all = school.collections[first as CollectionSlug] as
    RawSchool['collections'][CollectionSlug] | undefined
  if (!all) return undefined
  const ids = searchParams.get('where[id][in]')?.split(',')
  const documents = ids ? all.filter(({ id }) => ids.includes(String(id))) : all
  const size = Number(searchParams.get('limit') ?? 10)
  const page = Number(searchParams.get('page') ?? 1)
  const totalPages = Math.max(1, Math.ceil(documents.length / size))
  return {
    docs: documents.slice((page - 1) * size, page * size),
    totalDocs: documents.length,
    totalPages,
    page,
    limit: size,
    hasNextPage: page < totalPages,
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startStandInCms(testSchool(), undefined, Number(process.env.PORT ?? 4330))
  console.log(`A sample school answers on ${url}. Build the site with CMS_URL=${url}.`)
}
