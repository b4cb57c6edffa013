import { extname } from 'node:path'
import { slugify } from 'shared-types'

/** Bytes. Also the limit of the request parser, which stops receiving a larger file. */
export const maxFileSize = 15 * 1024 * 1024
export const fileTooLarge = `This file is larger than ${maxFileSize / 1024 / 1024} MB. Save it smaller (a picture needs no more than 3200 pixels on its longer side) and upload it again.`

export type AcceptedType = 'image/jpeg' | 'image/png' | 'image/webp' | 'application/pdf'

/** An upload is refused; the message is for the editor. */
export class RefusedFile extends Error {}

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
  if (startsWith(bytes, '%PDF-')) {
    const end = bytes.subarray(-1024).toString('latin1')
    if (end.includes('%%EOF') && end.includes('xref')) return 'application/pdf'
    throw new RefusedFile(`“${name}” is a PDF that is damaged or cut off. Export it again and upload that.`)
  }
  const beginning = bytes.toString('utf8', 0, 2048)
  if (/<svg[\s>]/i.test(beginning)) {
    throw new RefusedFile(
      `“${name}” is an SVG drawing, which can carry scripts. ${onlyThese} Export the drawing as PNG and upload that.`,
    )
  }
  throw new RefusedFile(
    `“${name}” is not what its name says: its content is ${/^\s*</.test(beginning) ? 'a web page or other markup' : 'of another kind'}. ${onlyThese}`,
  )
}

/** The user's file name without extension and unsafe characters: `Tube Rack (final).JPG` becomes `tube-rack-final`. */
export const safeName = (name: string) =>
  slugify(name.slice(0, name.length - extname(name).length))
    .slice(0, 60)
    .replace(/-+$/, '') || 'file'
