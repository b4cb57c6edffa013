import { imageFormats, imageWidths } from 'shared-types'
import sharp, { type Raw, type Sharp } from 'sharp'
import type { AcceptedType } from './accepted-file'
import { RefusedFile } from './refused-file'

/** More than a camera of 48 megapixels makes. A limit, because a file of a few kB can decode to billions of pixels. */
const maxPixels = 50_000_000
/** The longer side of a picture, in pixels, that is more than a dot. */
const minSide = 16
/** How many times longer one side may be than the other. */
const maxRatio = 20
/** The longer side of the stored original, in pixels: twice the widest picture that the site shows. */
const maxSide = 3200

// Measured on 2 cores, 1600 x 900, all eight derivatives: AVIF effort 1 takes 0.6 s in all. Effort 3 takes 1.2 s for
// files of the same size; effort 4, the default, takes 7.6 s for files that are 8 % smaller.
const encodings = {
  avif: { quality: 50, effort: 1 },
  webp: { quality: 75 },
} as const

// Pictures are made one at a time on one core, which leaves a core for requests and bounds the memory.
sharp.concurrency(1)
sharp.cache(false)
let lastPicture: Promise<unknown> = Promise.resolve()

export interface EncodedPicture {
  bytes: Buffer
  width: number
  height: number
}

export interface PreparedPicture extends EncodedPicture {
  dominantColor: string
  derivatives: (EncodedPicture & { name: DerivativeName; format: (typeof imageFormats)[number] })[]
}

export type DerivativeName = `${(typeof imageFormats)[number]}${(typeof imageWidths)[number]}`

/**
 * Makes the stored original (upright, in sRGB, without metadata) and all derivatives that need no enlargement. Throws
 * `RefusedFile`.
 */
export function preparePicture(bytes: Buffer, type: AcceptedType, name: string): Promise<PreparedPicture> {
  const picture = lastPicture.then(() => prepare(bytes, type, name))
  lastPicture = picture.catch(() => undefined)
  return picture
}

async function prepare(bytes: Buffer, type: AcceptedType, name: string): Promise<PreparedPicture> {
  const { data, info } = await decode(bytes, name)
  const raw: Raw = { width: info.width, height: info.height, channels: info.channels }
  const open = () => sharp(data, { raw })

  const original = await encodeOriginal(open(), type)
  const derivatives: PreparedPicture['derivatives'] = []
  for (const width of imageWidths.filter((width) => width <= info.width)) {
    for (const format of imageFormats) {
      const encoded = await open()
        .resize({ width })
        .toFormat(format, encodings[format])
        .toBuffer({ resolveWithObject: true })
      derivatives.push({
        name: `${format}${width}`,
        format,
        bytes: encoded.data,
        width: encoded.info.width,
        height: encoded.info.height,
      })
    }
  }
  return {
    bytes: original,
    width: info.width,
    height: info.height,
    dominantColor: await dominantColorOf(open().resize({ width: 64, height: 64, fit: 'inside' })),
    derivatives,
  }
}

async function decode(bytes: Buffer, name: string) {
  const options = { limitInputPixels: maxPixels, failOn: 'error' } as const
  const damaged = (cause: unknown) =>
    new RefusedFile(
      `“${name}” is damaged or cut off: it could not be opened as a picture. Save it again from the program it came from, and upload that.`,
      { cause },
    )
  const { width, height, pages } = await sharp(bytes, { ...options, limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => Promise.reject(damaged(error)))
  if (width * height > maxPixels) {
    throw new RefusedFile(
      `“${name}” has ${width} × ${height} pixels; the most is ${maxPixels / 1_000_000} million in all. Make it smaller: ${maxSide} pixels on the longer side are enough.`,
    )
  }
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)]
  if (longer < minSide) {
    throw new RefusedFile(
      `“${name}” is too small: it has ${width} × ${height} pixels, so visitors would see a dot. Upload the original, with ${minSide} pixels or more.`,
    )
  }
  if (longer > shorter * maxRatio) {
    throw new RefusedFile(
      `“${name}” is too narrow: it has ${width} × ${height} pixels, so visitors would see a line. Cut out a part of it whose one side is at most ${maxRatio} times the other, and upload that.`,
    )
  }
  if (pages && pages > 1) {
    throw new RefusedFile(`“${name}” is animated. Only still pictures are possible: save one frame of it.`)
  }
  return sharp(bytes, options)
    .timeout({ seconds: 30 })
    .autoOrient()
    .resize({ width: maxSide, height: maxSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => Promise.reject(damaged(error)))
}

function encodeOriginal(picture: Sharp, type: AcceptedType): Promise<Buffer> {
  if (type === 'image/png') return picture.png().toBuffer()
  if (type === 'image/webp') return picture.webp({ quality: 90 }).toBuffer()
  return picture.jpeg({ quality: 90 }).toBuffer()
}

async function dominantColorOf(picture: Sharp): Promise<string> {
  // `stats` ignores operations on its input, so the small picture is encoded first.
  const small = await picture.flatten({ background: '#ffffff' }).png().toBuffer()
  const { dominant } = await sharp(small).stats()
  return `#${[dominant.r, dominant.g, dominant.b].map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
