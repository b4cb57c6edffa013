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
  /** In percent from the left and from the top: what must stay visible when the picture is cropped. */
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

/** What a shared link shows: a picture of an editor, or a card. */
export type SharedImage = Pick<Image, 'src' | 'width' | 'height' | 'alt'>

/** How search engines and shared links show a page. The layout adds the school's name to the title. */
export interface PageMeta {
  title: string
  description: string
  path: string
  image?: SharedImage
  /** Only when the page's own address is not the canonical one. */
  canonical?: string
  noindex: boolean
}

/** Where a media file is served; the name is encoded because a space would end a `srcset` candidate. */
export const mediaSrc = (filename: string): string => paths.media(encodeURIComponent(filename))

/** A picture or a PDF; nothing when it is not there any more. */
export function media(source: Source, id: string): Image | PdfFile | undefined {
  const file = source.byId.media.get(id)
  if (!file) return undefined
  if (file.mimeType === 'application/pdf') {
    const title = file.caption ?? file.alt ?? file.filename
    return { kind: 'pdf', id, src: mediaSrc(file.filename), title, bytes: file.filesize }
  }
  // A picture without a size does not get past the loader.
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

/** A picture by its id; a PDF or a missing file is none. */
export function image(source: Source, id: string | undefined): Image | undefined {
  const file = id === undefined ? undefined : media(source, id)
  return file?.kind === 'image' ? file : undefined
}

/** The card beside a page. What it says is a question of its own: whoever shows it must not change with it. */
export const cardImage = (page: string, alt: string): SharedImage => ({
  src: paths.card(page),
  ...cardSize,
  alt,
})

/** What the networks show large. */
export const isLarge = ({ width, height }: SharedImage): boolean => width >= 600 && height >= 315

interface MetaOfPage {
  title: string
  description: string
  path: string
  /** Shared when it is large enough. */
  image?: string
  /** The page whose card is shared, with what that page is called. */
  card?: { page: string; title: string }
}

/** The fields of the SEO group, each falling back to the page's own title, text and picture; then to a card. */
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
