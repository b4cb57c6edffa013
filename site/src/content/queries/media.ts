import { imageFormats, paths } from 'shared-types'
import type { Seo } from 'shared-types'
import type { Source } from '../snapshot/source'
import { cardSize } from './cards'

/** A picture with all that an `<img>` or `<picture>` needs. */
export interface Image {
  kind: 'image'
  id: string
  src: string
  width: number
  height: number
  /** Empty when the picture is decorative. */
  alt: string
  caption?: string
  credit?: string
  /** Best format first; each `srcset` has width descriptors, so the `<source>` needs `sizes`. */
  sources: { type: string; srcset: string }[]
  /** The point that stays visible when the picture is cropped, in percent from the left and the top. */
  focus: { x: number; y: number }
  dominantColor?: string
}

/** A PDF to download. */
export interface PdfFile {
  kind: 'pdf'
  id: string
  src: string
  title: string
  bytes?: number
}

/** The picture of a shared link: one that an editor chose, or a card. */
export type SharedImage = Pick<Image, 'src' | 'width' | 'height' | 'alt'>

/** How search engines and shared links show a page. The layout adds the school's name to the title. */
export interface PageMeta {
  title: string
  description: string
  path: string
  image?: SharedImage
  /** Only when it differs from the page's own URL. */
  canonical?: string
  noindex: boolean
}

/** The path of a media file. The name is encoded, because a space would end a `srcset` candidate. */
export const mediaSrc = (filename: string): string => paths.media(encodeURIComponent(filename))

/** A picture or a PDF; undefined when it was removed. */
export function media(source: Source, id: string): Image | PdfFile | undefined {
  const file = source.byId.media.get(id)
  if (!file) return undefined
  if (file.mimeType === 'application/pdf') {
    const title = file.caption ?? file.alt ?? file.filename
    return { kind: 'pdf', id, src: mediaSrc(file.filename), title, bytes: file.filesize }
  }
  // `parseDocument` refuses a picture without a size.
  const { width = 0, height = 0 } = file
  const sources = imageFormats.flatMap((format) => {
    const type = `image/${format}`
    const sizes = file.sizes.filter((size) => size.mimeType === type).toSorted((a, b) => a.width - b.width)
    const srcset = sizes.map((size) => `${mediaSrc(size.filename)} ${size.width}w`).join(', ')
    return sizes.length > 0 ? [{ type, srcset }] : []
  })
  return {
    kind: 'image',
    id,
    src: mediaSrc(file.filename),
    width,
    height,
    alt: file.decorative ? '' : (file.alt ?? ''),
    caption: file.caption,
    credit: file.credit,
    sources,
    focus: { x: file.focalX ?? 50, y: file.focalY ?? 50 },
    dominantColor: file.dominantColor,
  }
}

/** A picture by its id; undefined for a PDF or a missing file. */
export function image(source: Source, id: string | undefined): Image | undefined {
  const file = id === undefined ? undefined : media(source, id)
  return file?.kind === 'image' ? file : undefined
}

/** The card of a page. What the card shows is a query of its own, so that a changed card makes no page stale. */
export const cardImage = (page: string, alt: string): SharedImage => ({
  src: paths.card(page),
  ...cardSize,
  alt,
})

/** Whether social networks show the picture large. */
export const isLarge = ({ width, height }: SharedImage): boolean => width >= 600 && height >= 315

interface MetaOfPage {
  title: string
  description: string
  path: string
  /** The id of a picture that is shared when it is large enough. */
  image?: string
  /** The page whose card is shared otherwise, with the title of that page. */
  card?: { page: string; title: string }
}

/** The fields of the SEO group; an empty field falls back to the page's own title, text or picture, the picture also to a card. */
export function pageMeta(source: Source, seo: Seo, page: MetaOfPage): PageMeta {
  const { schoolName, defaultImage } = source.globals['site-settings']
  const own = image(source, page.image)
  const card = page.card && cardImage(page.card.page, `${page.card.title}. ${schoolName}.`)
  return {
    title: seo.title ?? page.title,
    description: seo.description ?? page.description,
    path: page.path,
    image:
      image(source, seo.image) ??
      (own && isLarge(own) ? own : undefined) ??
      card ??
      image(source, defaultImage),
    canonical: seo.canonical,
    noindex: seo.noindex,
  }
}
