import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Payload, UploadConfig } from 'payload'
import { refuse } from '../access/refusal'
import { env } from '../env'
import { filesOf } from './uploads'

/** By the ending of a file's name. */
export const mediaTypes: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  pdf: 'application/pdf',
}

const fileName = /^([a-z0-9-]+)\.(jpg|png|webp|avif|pdf)$/
/** The width and the hash that a derivative adds to the name of its original. */
const derivativeSuffix = /-\d+-[0-9a-f]{10}$/

const notFound = () => refuse(404, 'There is no such file in the media library.')

/** Sends a file of a document that the user of the request may read; otherwise answers 404. */
export const serveMedia: NonNullable<UploadConfig['handlers']>[number] = async (req, { params }) => {
  const [, base, extension] = fileName.exec(params.filename) ?? []
  if (!base || !extension) return notFound()
  const bases = [...new Set([base, base.replace(derivativeSuffix, '')])]
  const { docs } = await req.payload.find({
    collection: 'media',
    where: {
      or: bases.flatMap((name) =>
        ['jpg', 'png', 'webp', 'pdf'].map((ending) => ({ filename: { equals: `${name}.${ending}` } })),
      ),
    },
    depth: 0,
    pagination: false,
    trash: Boolean(req.user),
    overrideAccess: false,
    req,
  })
  if (!docs.some((doc) => filesOf(doc).includes(params.filename))) return notFound()
  return sendMediaFile(params.filename, req.payload)
}

/** Sends a file of the media library without asking who may read it; answers 404 for one that is not there. */
export async function sendMediaFile(filename: string, payload: Payload): Promise<Response> {
  const [, , extension = ''] = fileName.exec(filename) ?? []
  const type = mediaTypes[extension]
  if (!type) return notFound()
  const path = join(env.MEDIA_DIR, filename)
  const { size } = await stat(path).catch(() => ({ size: undefined }))
  if (size === undefined) {
    payload.logger.error(
      `${path} is missing, though a document in the media library names it. Restore it from a backup.`,
    )
    return notFound()
  }
  return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
    headers: {
      'Content-Type': type,
      'Content-Length': String(size),
      'X-Content-Type-Options': 'nosniff',
      // A PDF can contain scripts, so the browser saves it and does not open it on the admin's origin.
      'Content-Disposition': type === 'application/pdf' ? 'attachment' : 'inline',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      // Immutable, because the name contains a hash of the content. Private, because a document may go to the trash.
      'Cache-Control': 'private, max-age=31536000, immutable',
    },
  })
}
