import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pathToFileURL } from 'node:url'
import { restAnswer } from 'shared-types/test/rest-api'
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
    const content = await restAnswer(school, new URL(path, 'http://localhost'))
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

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startStandInCms(testSchool(), undefined, Number(process.env.PORT ?? 4330))
  console.log(`A sample school answers on ${url}. Build the site with CMS_URL=${url}.`)
}
