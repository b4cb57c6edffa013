import { safeHref } from 'shared-types'
import { replacePictures } from './pasted-pictures'
import { makeWordLists } from './word-lists'

/*
 * Lexical reads HTML as if it were its own: it takes elements that it does not know for blocks, joins the paragraphs of a list
 * item, and keeps alignment. So what is pasted is first brought down to the few elements that a text here can have.
 */

interface Options {
  /** Whether the text can have pictures, or only names them. */
  canHoldPictures: boolean
}

/** Cleans HTML from the clipboard in place. No word is lost, and no two words run together. */
export function cleanPastedHtml({ body }: Document, { canHoldPictures }: Options): void {
  dropUnseen(body)
  makeWordLists(body)
  makeCharacters(body)
  replacePictures(body, canHoldPictures)
  dropUselessLinks(body)
  for (const element of body.querySelectorAll('*')) simplify(element)
  putListsInOrder(body)
  rankHeadings(body)
  body.normalize()
  joinSpaces(body)
  dropEmptyBlocks(body)
}

const neverSeen =
  'script, style, template, noscript, :not(svg) > title, meta, link, colgroup, [hidden], input[type=hidden], br.Apple-interchange-newline'
const hiddenStyle = /(?:^|;)\s*(?:display:\s*none|mso-hide:\s*all)/i
const showComments = 128
const showTexts = 4

function dropUnseen(body: Element): void {
  const comments = body.ownerDocument.createTreeWalker(body, showComments)
  const unseen: ChildNode[] = [...body.querySelectorAll(neverSeen)]
  while (comments.nextNode()) unseen.push(comments.currentNode as Comment)
  for (const element of body.querySelectorAll('[style]')) {
    if (hiddenStyle.test(element.getAttribute('style') ?? '')) unseen.push(element)
  }
  for (const node of unseen) node.remove()
}

function textsOf(element: Element): Text[] {
  const walker = element.ownerDocument.createTreeWalker(element, showTexts)
  const texts: Text[] = []
  while (walker.nextNode()) texts.push(walker.currentNode as Text)
  return texts
}

/** Writes as characters what is shown without being text: wide spaces, lines, quotation marks, boxes to tick. */
function makeCharacters(body: Element): void {
  for (const span of body.querySelectorAll('span.Apple-converted-space, span[style*="mso-"]')) {
    if (
      span.matches('.Apple-converted-space') ||
      /mso-(spacerun|tab-count)/i.test(span.getAttribute('style') ?? '')
    )
      span.replaceWith(' ')
  }
  for (const quote of body.querySelectorAll('q')) {
    quote.prepend('“')
    quote.append('”')
  }
  for (const element of body.querySelectorAll('[style]')) {
    if (!/^(pre|break-spaces)/.test(valueOf(element.getAttribute('style') ?? '', 'white-space'))) continue
    for (const text of textsOf(element)) {
      const data = text.data
        .replace(isAtEdge(text, 'previousSibling', 'lastChild') ? /^\s+/ : '', '')
        .replace(isAtEdge(text, 'nextSibling', 'firstChild') ? /\s+$/ : '', '')
      const lines = data.split('\n')
      const lineBreak = () => body.ownerDocument.createElement('br')
      if (lines.length > 1)
        text.replaceWith(...lines.flatMap((line, index) => (index ? [lineBreak(), line] : [line])))
    }
  }
  const ticked = (isTicked: boolean) => (isTicked ? '☑ ' : '☐ ')
  for (const box of body.querySelectorAll('input[type=checkbox]'))
    box.replaceWith(ticked(box.hasAttribute('checked')))
  for (const item of body.querySelectorAll('li[aria-checked]'))
    (item.querySelector(':scope > p') ?? item).prepend(ticked(item.getAttribute('aria-checked') === 'true'))
}

/** Where notes and comments of Word, WordPress and Wikipedia stand, which are not at these addresses once the text is published. */
const noteAnchor =
  /#(_(ftn|edn|mso|toc|ref|hlk)|(fn|fnref|ftn|footnote|endnote)s?([:_-]|\d|$)|cite_(note|ref)|easy-footnote|[0-9a-f]{8}-[0-9a-f-]{27}(-link)?$)/i

/**
 * Takes links away, but not their words, if they lead to a place in the text that they came from, or nowhere that a visitor can
 * open, such as a file on the author's computer.
 */
function dropUselessLinks(body: Element): void {
  for (const link of body.querySelectorAll('a')) {
    const href = (link.getAttribute('href') ?? '').trim().replace(/^\/\//, 'https://')
    if (/^#/.test(href) || noteAnchor.test(href) || !safeHref.safeParse(href).success) {
      // An arrow that leads back from a note to its place says nothing without the link.
      if (/^[↩↑^\s]+$/.test(link.textContent.replace(/\p{Variation_Selector}/gu, ''))) link.remove()
      else link.replaceWith(...link.childNodes)
    } else link.setAttribute('href', href)
  }
}

const names = (list: string) => new Set(list.split(' '))
const inlineNames = names('a b br code em i img s span strong sub sup u')
const keptBlockNames = names(
  'blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td tfoot th thead tr ul',
)
const otherBlockNames = names(
  'address article aside caption center dd details dl dt fieldset figcaption figure footer form header hgroup legend main nav option search section summary',
)
const synonyms = new Map([
  ['ins', 'u'],
  ['del', 's'],
  ['strike', 's'],
  ['dir', 'ul'],
  ['menu', 'ul'],
])
const nodeNameOf = ({ nodeName }: Node) => nodeName.toLowerCase()
const keptAttributes = new Map([
  ['a', names('href target')],
  ['img', names('src alt data-lexical-upload-id data-lexical-upload-relation-to')],
  ['ol', names('start')],
  ['td', names('colspan rowspan')],
  ['th', names('colspan rowspan scope')],
])
const someBlock = [...keptBlockNames, ...otherBlockNames].join()

/** Gives an element the name and the attributes that Lexical reads rightly, and its formats as elements. */
function simplify(element: Element): void {
  const style = element.getAttribute('style') ?? ''
  const name = nameOf(element, style)
  const formats =
    keptBlockNames.has(name) && name !== 'p' ? [] : formatsOf(style, Boolean(element.closest('a')))
  for (const format of formats) wrapChildren(element, format)
  if (nodeNameOf(element) === 'caption') element.closest('table')?.before(element)
  if (name === 'span') element.replaceWith(...element.childNodes)
  else if (name !== nodeNameOf(element)) rename(element, name)
  else {
    const kept = keptAttributes.get(name)
    for (const attribute of [...element.attributes])
      if (!kept?.has(attribute.name)) element.removeAttribute(attribute.name)
  }
}

function nameOf(element: Element, style: string): string {
  const written = nodeNameOf(element)
  const name = synonyms.get(written) ?? written
  const display = valueOf(style, 'display')
  if (name === 'br' || name === 'img' || name === 'a') return name
  if (/^(div|p|section)$/.test(name) && display.startsWith('inline') && !element.querySelector(someBlock))
    return 'span'
  if (keptBlockNames.has(name)) return name
  if (otherBlockNames.has(name) || /^(block|flex|grid|list-item|table)/.test(display)) return 'div'
  if (/^(b|strong)$/.test(name) && /^(normal|[1-5]00)/.test(valueOf(style, 'font-weight'))) return 'span'
  if (/^(i|em)$/.test(name) && valueOf(style, 'font-style') === 'normal') return 'span'
  if (name === 'u' && element.closest('a')) return 'span'
  if (inlineNames.has(name)) return name
  return element.querySelector(someBlock) ? 'div' : 'span'
}

const valueOf = (style: string, property: string) =>
  new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, 'i').exec(style)?.[1]?.trim().toLowerCase() ?? ''

/** The elements for the formats that a style gives to words. Links are underlined anyway. */
function formatsOf(style: string, isInLink: boolean): string[] {
  if (!style) return []
  const decoration = valueOf(style, 'text-decoration') + valueOf(style, 'text-decoration-line')
  const position = valueOf(style, 'vertical-align')
  return [
    /^(bold|[6-9]00)/.test(valueOf(style, 'font-weight')) && 'strong',
    /^(italic|oblique)/.test(valueOf(style, 'font-style')) && 'em',
    decoration.includes('underline') && !isInLink && 'u',
    decoration.includes('line-through') && 's',
    position === 'super' && 'sup',
    position === 'sub' && 'sub',
  ].filter((format) => format !== false)
}

function wrapChildren(element: Element, name: string): void {
  const wrapper = element.ownerDocument.createElement(name)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}

function rename(element: Element, name: string): void {
  const renamed = element.ownerDocument.createElement(name)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
}

/** Lists stand in the item before them, and the paragraphs of an item become lines: Lexical would join their words. */
function putListsInOrder(body: Element): void {
  for (const list of body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')) {
    const item = list.previousElementSibling
    if (item?.matches('li')) item.append(list)
  }
  const breaks: Element[] = []
  for (const block of body.querySelectorAll('li p, li div')) {
    if (!block.parentElement?.closest('li, blockquote, td, th')?.matches('li')) continue
    const [before, after] = [body.ownerDocument.createElement('br'), body.ownerDocument.createElement('br')]
    block.replaceWith(before, ...block.childNodes, after)
    breaks.push(before, after)
  }
  for (const lineBreak of breaks) {
    if (isEdge(lineBreak, 'previousSibling', 'lastChild') || isEdge(lineBreak, 'nextSibling', 'firstChild'))
      lineBreak.remove()
  }
}

/** Whether a text is the first or the last of its block. */
const isAtEdge = (text: Text, side: Side, end: End) =>
  text[side]?.nodeName !== 'BR' && isEdge(text, side, end)

type Side = 'previousSibling' | 'nextSibling'
type End = 'lastChild' | 'firstChild'

/** Whether no words of the same line stand on that side of a node. */
function isEdge(node: Node, side: Side, end: End): boolean {
  let current: Node = node
  for (;;) {
    for (let near = current[side]; near; near = near[side]) {
      if (near.textContent?.trim() === '' && near.nodeName === '#text') continue
      while (near[end] && !isBlock(near)) near = near[end]
      return near.nodeName === 'BR' || isBlock(near)
    }
    const parent = current.parentNode
    if (!parent || isBlock(parent)) return true
    current = parent
  }
}

const blockNames = new Set([...keptBlockNames, ...otherBlockNames, 'body'])
const isBlock = (node: Node) => blockNames.has(nodeNameOf(node))

const maxLevel = 4

/** Gives the headings levels from 2 to 4 without a gap, in the order of the levels that they had. */
function rankHeadings(body: Element): void {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const levelOf = ({ localName }: Element) => Number(localName.slice(1))
  const levels = [...new Set(headings.map(levelOf))].toSorted()
  const top = Math.max(2, Math.min(levels[0] ?? 2, maxLevel + 1 - levels.length))
  for (const heading of headings) {
    rename(heading, `h${Math.min(maxLevel, top + levels.indexOf(levelOf(heading)))}`)
  }
}

/** Word aligns with no-break spaces; only single ones hold words together. */
function joinSpaces(body: Element): void {
  for (const text of textsOf(body)) {
    if (!text.parentElement?.closest('pre')) text.data = text.data.replace(/\s{2,}/g, ' ')
  }
}

/** Removes paragraphs that only keep a distance, unless they keep two lines of words apart. */
function dropEmptyBlocks(body: Element): void {
  for (const block of [...body.querySelectorAll('p, div, h2, h3, h4, blockquote')].reverse()) {
    const isEmpty = /^[\s\u200b\ufeff]*$/.test(block.textContent) && !block.querySelector('img, hr, table')
    const isBetweenWords =
      !isEdge(block, 'previousSibling', 'lastChild') && !isEdge(block, 'nextSibling', 'firstChild')
    if (isEmpty && !isBetweenWords) block.remove()
  }
}
