import { extname } from 'node:path'
import { slugify } from 'shared-types'
import { isPdf } from './pdf'
import { RefusedFile } from './refused-file'

/** Bytes. Also the limit of the request parser, which stops receiving a larger file. */
export const maxFileSize = 15 * 1024 * 1024
export const fileTooLarge = `This file is larger than ${maxFileSize / 1024 / 1024} MB. Save it smaller (a picture needs no more than 3200 pixels on its longer side) and upload it again.`

export type AcceptedType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

const onlyThese = 'The media library takes pictures (JPEG, PNG, WebP) and PDF files.'

const startsWith = (bytes: Buffer, text: string, at = 0) =>
  bytes.toString('latin1', at, at + text.length) === text

/** The type of a file by its content; a sender can choose any name and declared type. Throws `RefusedFile`. */
export function acceptedType(bytes: Buffer, name: string): AcceptedType {
  if (bytes.length === 0) throw new RefusedFile(`“${name}” is empty. Choose another file.`)
  if (bytes.length > maxFileSize) throw new RefusedFile(fileTooLarge)
  if (startsWith(bytes, '\xff\xd8\xff')) return 'image/jpeg'
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp'
  if (isPdf(bytes)) return 'application/pdf'
  const beginning = bytes.toString('utf8', 0, 2048)
  if (/<svg[\s>]/i.test(beginning)) {
    throw new RefusedFile(
      `“${name}” is an SVG drawing, which can carry scripts. ${onlyThese} Export the drawing as PNG and upload that.`,
    )
  }
  const kind = otherKind(bytes)
  if (kind) throw new RefusedFile(`“${name}” is ${kind.what}. ${onlyThese} ${kind.advice}`)
  throw new RefusedFile(
    /^\s*</.test(beginning)
      ? `“${name}” is not what its name says: its content is a web page or other markup. ${onlyThese}`
      : `“${name}” is of a kind that the media library does not know, or its beginning is damaged. ${onlyThese} Export it again as one of those and upload that.`,
  )
}

const asJpeg = 'Save or export it as JPEG and upload that.'

/** What a file is that the library does not take, where its first bytes say so. */
function otherKind(bytes: Buffer): { what: string; advice: string } | undefined {
  if (startsWith(bytes, 'ftyp', 4)) {
    // ISO base media: the brands tell pictures from videos (https://mp4ra.org/registered-types/brands).
    const brands = bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), 64))
    if (/avif|avis/.test(brands)) return { what: 'an AVIF picture', advice: asJpeg }
    if (/hei[csmx]|hev[cmsx]|mif1|msf1/.test(brands)) {
      return { what: 'a HEIC picture, as iPhones take them', advice: asJpeg }
    }
    return { what: 'a video or a sound', advice: 'Put it on a video platform and link to it.' }
  }
  const first = (...texts: string[]) => texts.some((text) => startsWith(bytes, text))
  if (first('GIF87a', 'GIF89a'))
    return { what: 'a GIF picture', advice: 'Save a still of it as PNG and upload that.' }
  if (first('II*\0', 'MM\0*')) return { what: 'a TIFF picture or a raw photograph', advice: asJpeg }
  if (first('BM') && bytes.length > 26 && bytes.readUInt32LE(6) === 0)
    return { what: 'a BMP picture', advice: asJpeg }
  if (first('\xff\x0a', '\0\0\0\x0cJXL ')) return { what: 'a JPEG XL picture', advice: asJpeg }
  if (first('8BPS')) return { what: 'a Photoshop file', advice: asJpeg }
  if (first('PK\x03\x04')) {
    return {
      what: 'a ZIP archive or an Office document',
      advice: 'Export a document as PDF and upload that.',
    }
  }
  if (first('\xd0\xcf\x11\xe0')) {
    return { what: 'an older Office document', advice: 'Export it as PDF and upload that.' }
  }
  return undefined
}

/** The user's file name without extension and unsafe characters: `Tube Rack (final).JPG` becomes `tube-rack-final`. */
export const safeName = (name: string) =>
  slugify(name.slice(0, name.length - extname(name).length))
    .slice(0, 60)
    .replace(/-+$/, '') || 'file'
