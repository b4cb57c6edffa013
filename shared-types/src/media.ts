import { z } from 'zod'
import { flag, id, instant, optional, optionalText, text, optionalFormat } from './fields'

/** Widths in pixels of the derivatives that the CMS makes of each raster image at upload, in each of `imageFormats`. */
export const imageWidths = [480, 800, 1200, 1600] as const
export const imageFormats = ['avif', 'webp'] as const

const DerivativeSchema = z.object({
  filename: optionalText,
  width: optional(z.int()),
  height: optional(z.int()),
  mimeType: optionalText,
  filesize: optional(z.int()),
})

/** A derivative of an image: a file of its own, whose name holds a hash of its content. */
export interface Derivative {
  filename: string
  width: number
  height: number
  mimeType: string
}

/** A picture or a PDF; widths and heights in pixels, `filesize` in bytes, the focal point in percent. `alt` is empty only for a decorative picture. */
export const MediaSchema = z.object({
  id,
  filename: text,
  mimeType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf']),
  filesize: optional(z.int()),
  width: optional(z.int()),
  height: optional(z.int()),
  alt: optionalText,
  decorative: flag,
  caption: optionalText,
  credit: optionalText,
  focalX: optional(z.number()),
  focalY: optional(z.number()),
  dominantColor: optionalFormat(z.string().regex(/^#[0-9a-f]{6}$/)),
  sizes: z
    .record(z.string(), DerivativeSchema.nullish())
    .nullish()
    .transform((sizes): Derivative[] =>
      Object.values(sizes ?? {}).flatMap((size) =>
        size?.filename && size.width && size.height && size.mimeType
          ? [{ filename: size.filename, width: size.width, height: size.height, mimeType: size.mimeType }]
          : [],
      ),
    ),
  updatedAt: instant,
})
export type Media = z.output<typeof MediaSchema>
