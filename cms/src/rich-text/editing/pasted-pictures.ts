import type { SerializedLexicalNode } from '@payloadcms/richtext-lexical/lexical'

/** A picture in its own bytes, of a kind that the media library takes. Payload opens its upload form for these. */
const embedded = /^data:image\/(png|jpeg|webp);base64,[a-z0-9+/\s]+=*\s*$/i
// The compiler's target has no literals with the flag `v`.
const smileys = new RegExp(String.raw`^(?:\p{RGI_Emoji}|\p{Extended_Pictographic})+$`, 'v')
const lazySources = ['data-src', 'data-lazy-src', 'data-original']

/**
 * Keeps the pictures that the CMS can store and names each other one in the text, so that none is lost unseen: the browser
 * may not read files of other sites. `body` is changed in place.
 */
export function replacePictures(body: Element, canHoldPictures: boolean): void {
  for (const element of body.querySelectorAll('iframe, video, audio, embed, object'))
    element.replaceWith(
      linkTo(element) ?? (isNamed(element) ? missing(fileName(element), canHoldPictures) : ''),
    )
  for (const svg of body.querySelectorAll('svg')) {
    const name = svg.getAttribute('aria-label') ?? svg.querySelector('title')?.textContent.trim()
    svg.replaceWith(name ? missing(name, canHoldPictures) : '')
  }
  for (const picture of body.querySelectorAll('img')) {
    const alt = picture.getAttribute('alt')?.trim() ?? ''
    if (isSpacer(picture)) picture.remove()
    else if (smileys.test(alt)) picture.replaceWith(alt)
    else if (!canHoldPictures || !canBeStored(picture))
      picture.replaceWith(missing(alt || fileName(picture), canHoldPictures))
  }
}

const missing = (name: string, canHoldPictures: boolean) =>
  canHoldPictures
    ? `[Picture missing: ${name}. Add it with “Upload”.]`
    : `[Picture missing: ${name}. This field holds no pictures.]`

interface CopiedNode extends SerializedLexicalNode {
  children?: CopiedNode[]
  /** The picture of an upload: its id, or its document. */
  value?: unknown
  fields?: { blockType?: unknown; media?: unknown }
}

/** The blocks that show another document, by their type. Of all others the words stay. */
const blocksWithoutWords: Record<string, string> = {
  faq: 'List of questions',
  courseCard: 'Course card',
}

/** Names the pictures and blocks of a text, copied from one of this CMS, that a field for words and lists cannot hold. */
export function nameLostNodes(nodes: CopiedNode[]): CopiedNode[] {
  return nodes.flatMap((node) => {
    const kept = node.children ? { ...node, children: nameLostNodes(node.children) } : node
    const { value, fields } = node
    if (node.type === 'upload') return [paragraph(missing(nameOf(value), false))]
    if (node.type !== 'block') return [kept]
    // Its caption stays.
    if (fields?.blockType === 'media') return [paragraph(missing(nameOf(fields.media), false)), kept]
    const block = blocksWithoutWords[String(fields?.blockType)]
    return block ? [paragraph(`[${block} missing. This field holds only words and lists.]`), kept] : [kept]
  })
}

function nameOf(picture: unknown): string {
  const { alt, filename } = Object(picture) as { alt?: string; filename?: string }
  return alt || filename || 'without a name'
}

function paragraph(text: string): CopiedNode {
  const words = { type: 'text', version: 1, text, format: 0, detail: 0, mode: 'normal', style: '' }
  const element = { direction: null, format: '', indent: 0, textFormat: 0, textStyle: '' }
  return { type: 'paragraph', version: 1, ...element, children: [words] }
}

/** A picture that counts readers or keeps a distance, and the box of a check list of Google Docs. */
const isSpacer = (picture: Element) =>
  picture.getAttribute('aria-roledescription') === 'checkbox' ||
  ['width', 'height'].some((side) => /^[01](px)?$/.test(picture.getAttribute(side) ?? ''))

/** Whether the picture comes with its bytes, or is one of the media library, copied from a text of this CMS. */
const canBeStored = (picture: Element) =>
  picture.hasAttribute('data-lexical-upload-id') ||
  (embedded.test(picture.getAttribute('src') ?? '') &&
    !lazySources.some((name) => picture.hasAttribute(name)))

function fileName(picture: Element): string {
  const title = picture.getAttribute('title')?.trim()
  const source = [...lazySources, 'src', 'data'].map((name) => picture.getAttribute(name)).find(Boolean) ?? ''
  const file = /^(data|blob):/i.test(source) ? '' : (/([^/\\?#]+)(?:[?#].*)?$/.exec(source)?.[1] ?? '')
  return title || decoded(file) || 'without a name'
}

function decoded(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}

/** Whether a visitor of the page saw it: not the frames and sounds of scripts. */
const isNamed = (element: Element) => element.matches('video, object, [title]')

/** A link to a video or a frame; undefined if it has no address on the web. */
function linkTo(element: Element): Element | undefined {
  const source = element.querySelector('source')
  const [href = ''] = [element, source].flatMap((holder) =>
    ['src', 'data']
      .map((name) => holder?.getAttribute(name) ?? '')
      .filter((value) => /^(https?:)?\/\//i.test(value)),
  )
  if (!href) return undefined
  const link = element.ownerDocument.createElement('a')
  link.setAttribute('href', href)
  link.textContent = element.getAttribute('title')?.trim() || href
  return link
}
