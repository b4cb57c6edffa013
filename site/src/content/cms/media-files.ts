import { access, mkdir, readFile, readdir, rename, stat, writeFile, copyFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { mediaFolder } from 'shared-types'
import { UnexpectedAnswer, requestFromCms } from './request'
import type { CmsConnection } from './request'

/** Matches in attributes, srcsets and JSON: a name ends at the first character that it cannot contain. */
const mediaAddress = new RegExp(`${mediaFolder}([\\w%.~-]+\\.\\w+)`, 'g')
const textFiles = new Set(['.html', '.xml', '.json'])

/** The names of the media files that a text links to. */
export const mediaFilesIn = (text: string): string[] =>
  [...text.matchAll(mediaAddress)].flatMap(([, name]) => (name ? [decodeURIComponent(name)] : []))

/** The bytes of a media file; undefined when the CMS has no such file for visitors. */
export const fetchMedia = (cms: CmsConnection, filename: string): Promise<Uint8Array | undefined> =>
  requestFromCms(
    cms,
    `the media file ${filename}`,
    cmsPath(filename),
    async (response) => {
      const body = new Uint8Array(await response.arrayBuffer())
      if (!response.ok) return undefined
      if (body.length > 0) return body
      throw new UnexpectedAnswer('answered an empty file. Upload the picture again.')
    },
    [403, 404],
  )

/** The path of a media file in the CMS. */
const cmsPath = (filename: string): string => `/api/media/file/${encodeURIComponent(filename)}`

/**
 * Copies each media file that a page links to into the built site, so that the site works without the CMS. `astro dev`
 * passes requests for media files on to the CMS.
 */
export function mediaFiles(cms: CmsConnection): AstroIntegration {
  let cache: string | undefined
  return {
    name: 'media-files',
    hooks: {
      'astro:config:done': ({ config }) => {
        cache = fileURLToPath(new URL('media/', config.cacheDir))
      },
      'astro:build:done': async ({ dir, logger }) => {
        const output = fileURLToPath(dir)
        const count = await copyMediaFiles(cms, output, cache ?? join(output, '..', '.media'))
        logger.info(`${count} media files`)
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const address = new URL(request.url ?? '/', 'http://localhost')
          if (!address.pathname.startsWith(mediaFolder)) {
            // Astro caches the list of pages; a page published a moment ago must be found, too.
            server.environments.ssr.hot.send('astro:content-changed', {})
            next()
            return
          }
          const filename = decodeURIComponent(address.pathname.slice(mediaFolder.length))
          fetch(`${cms.url}${cmsPath(filename)}`)
            .then(async (file) => {
              response.statusCode = file.status
              response.setHeader(
                'Content-Type',
                file.headers.get('content-type') ?? 'application/octet-stream',
              )
              response.end(Buffer.from(await file.arrayBuffer()))
            })
            .catch(next)
        })
      },
    },
  }
}

/**
 * Copies the media files that the pages in `output` link to into it, and returns their number. The name of a file contains a
 * hash of its content, so a cached file never becomes outdated.
 */
export async function copyMediaFiles(cms: CmsConnection, output: string, cache: string): Promise<number> {
  const names = await usedFiles(output)
  const waiting = [...names]
  const target = join(output, mediaFolder)
  await mkdir(cache, { recursive: true })
  if (waiting.length > 0) await mkdir(target, { recursive: true })
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      await ensureCached(cms, name, join(cache, name))
      await copyFile(join(cache, name), join(target, name))
    }
  }
  await Promise.all([worker(), worker(), worker(), worker()])
  return names.size
}

async function usedFiles(output: string): Promise<Set<string>> {
  const files = await readdir(output, { recursive: true, withFileTypes: true })
  const names = new Set<string>()
  for (const file of files) {
    if (!file.isFile() || !textFiles.has(extname(file.name))) continue
    const text = await readFile(join(file.parentPath, file.name), 'utf8')
    for (const name of mediaFilesIn(text)) names.add(name)
  }
  return names
}

async function ensureCached(cms: CmsConnection, name: string, path: string): Promise<void> {
  if (await isCached(path)) return
  const bytes = await fetchMedia(cms, name)
  if (!bytes) {
    throw new Error(
      `Could not load the media file ${name}: ${cms.url} has no such file. Upload the picture again, or restore the file from a backup.`,
    )
  }
  // Renamed when complete: a build that is stopped must not leave half a picture in the cache.
  const part = join(dirname(path), `.${name}.${process.pid}.part`)
  await writeFile(part, bytes)
  await rename(part, path)
}

async function isCached(path: string): Promise<boolean> {
  try {
    await access(path)
    return (await stat(path)).size > 0
  } catch {
    return false
  }
}
