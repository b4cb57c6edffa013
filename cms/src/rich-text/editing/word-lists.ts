/*
 * Word and Outlook put lists on the clipboard as paragraphs, whose first characters are the bullet or the number. A style
 * (`mso-list:l0 level2 lfo1`) says the list and the level; Word in a browser writes a list of one item for each item.
 */

interface Item {
  level: number
  /** The list's name in Word; empty if it has none. */
  list: string
  isNumbered: boolean
  /** The item's number; undefined for bullets and letters. */
  number: number | undefined
  content: Element
}

interface OpenList extends Pick<Item, 'level' | 'list' | 'isNumbered'> {
  element: Element
  nextNumber: number
}

const blank = /^[\s\u00a0\u200b\ufeff]*$/
const positionStyle = /mso-list:\s*(l\d+)\s+level(\d+)/i
const markerStyle = /mso-list:\s*ignore/i
const styleOf = (element: Element) => element.getAttribute('style') ?? ''

/** A bullet that no sentence begins with. */
const bullet = /^[\s\u00a0]*([·•▪▫◦‣⁃∙●○■□►➢➤])[\s\u00a0]+/
/** What Word writes before an item: dashes and numbers, with wide space behind. */
const wordMarker = /^[\s\u00a0]*([§*+–—-]|\(?(?:\d+\.)*\d{1,3}[.)、])[ ]*[\u00a0\t][\s\u00a0]*/
/** Letters of symbol fonts, letters and Roman numbers need wider space: a sentence may begin with “A. Smith”. */
const wordLetter =
  /^[\s\u00a0]*([Øüvqno]|\(?(?:\d+\.)*(?:\p{L}|[ivxlcdm]{2,7}|[IVXLCDM]{2,7})[.)、])(?:[ ]*\t|[ ]*\u00a0[\s\u00a0]|[ ]+\u00a0)[\s\u00a0]*/u

/** Makes lists of paragraphs that Word means as list items. `body` is changed in place. */
export function makeWordLists(body: Element): void {
  const parents = new Set(
    [...body.querySelectorAll('p, div, ul, ol')].map(({ parentElement }) => parentElement),
  )
  for (const parent of parents) if (parent && !parent.closest('li, ul, ol')) makeListsIn(parent)
  // What is left are the numbers of headings.
  for (const span of body.querySelectorAll('span')) {
    if (markerStyle.test(styleOf(span))) span.replaceWith(`${span.textContent.trim()} `)
  }
}

function makeListsIn(parent: Element): void {
  let open: OpenList[] = []
  for (const child of [...parent.childNodes]) {
    if (blank.test(child.textContent ?? '') && !isSeen(child)) continue
    const item = isElement(child) ? readItem(child) : undefined
    if (!item || !isElement(child)) {
      open = []
      continue
    }
    open = open.filter(({ level }) => level <= item.level)
    const current = open.at(-1)
    const list = current && isContinuedBy(current, item) ? current : startList(item, open, child)
    const listItem = parent.ownerDocument.createElement('li')
    listItem.append(...item.content.childNodes)
    list.element.append(listItem)
    list.nextNumber = (item.number ?? list.nextNumber) + 1
    child.remove()
  }
}

/** Whether a node shows something without words. */
function isSeen(node: Node): boolean {
  const wordless = 'img, hr, table, svg, iframe, video, audio, object, embed'
  return isElement(node) && (node.matches(wordless) || node.querySelector(wordless) !== null)
}

const isElement = (node: Node): node is Element => node.nodeType === 1

const isContinuedBy = (list: OpenList, item: Item) =>
  list.level === item.level &&
  list.isNumbered === item.isNumbered &&
  (!list.isNumbered ||
    (item.number === undefined ? item.list === list.list : item.number === list.nextNumber))

/** Starts a list inside the last item of the open list above it, or in the place of `child`. */
function startList(item: Item, open: OpenList[], child: Element): OpenList {
  const element = child.ownerDocument.createElement(item.isNumbered ? 'ol' : 'ul')
  const start = item.number ?? 1
  if (item.isNumbered && start > 1) element.setAttribute('start', String(start))
  if (open.at(-1)?.level === item.level) open.pop()
  const outer = open.at(-1)?.element.lastElementChild
  if (outer) outer.append(element)
  else child.before(element)
  const list = { ...item, element, nextNumber: start }
  open.push(list)
  return list
}

function readItem(element: Element): Item | undefined {
  return readParagraph(element) ?? readBrowserList(element)
}

function readParagraph(element: Element): Item | undefined {
  if (!element.matches('p, div')) return undefined
  const [, list = '', level] = positionStyle.exec(styleOf(element)) ?? []
  const isWordItem = level !== undefined || /\bMsoListParagraph/i.test(element.className)
  const marker = takeMarker(element, isWordItem)
  if (marker === undefined && level === undefined) return undefined
  return {
    level: level === undefined ? levelOfMargin(element) : Number(level),
    list,
    isNumbered: /\d|^\(?\p{L}+[.)、]$/u.test(marker ?? ''),
    number: /\d/.test(marker ?? '') ? Number(/(\d+)\D*$/.exec(marker ?? '')?.[1]) : undefined,
    content: element,
  }
}

/** Removes the bullet or number at the beginning of a paragraph. */
function takeMarker(element: Element, isWordItem: boolean): string | undefined {
  const span = [...element.querySelectorAll('span')].find((inner) => markerStyle.test(styleOf(inner)))
  if (span) {
    span.remove()
    return span.textContent.replaceAll('\u00a0', ' ').trim()
  }
  const beginning = textNodesOf(element)
    .map(({ data }) => data)
    .join('')
  const markers = isWordItem ? [bullet, wordMarker, wordLetter] : [bullet]
  const found = markers.map((marker) => marker.exec(beginning)).find((match) => match !== null)
  if (!found || element.querySelector('p, div, ul, ol, table')) return undefined
  let left = found[0].length
  for (const text of textNodesOf(element)) {
    const length = Math.min(left, text.data.length)
    text.data = text.data.slice(length)
    left -= length
  }
  return found[1]
}

/** The text nodes that hold the first characters of an element. */
function textNodesOf(element: Element): Text[] {
  const showText = 4
  const walker = element.ownerDocument.createTreeWalker(element, showText)
  const texts: Text[] = []
  for (let length = 0; length < 40 && walker.nextNode();) {
    const text = walker.currentNode as Text
    texts.push(text)
    length += text.data.length
  }
  return texts
}

/** Word indents each level by half an inch. */
function levelOfMargin(element: Element): number {
  const [, size, unit] = /margin-left:\s*([\d.]+)(in|pt|cm|px)/i.exec(styleOf(element)) ?? []
  const perInch = { in: 1, pt: 72, cm: 2.54, px: 96 }[unit?.toLowerCase() ?? '']
  return perInch ? Math.max(1, Math.round((Number(size) / perInch) * 2)) : 1
}

/** An item of Word in a browser: a list of its own, often inside a `div`. */
function readBrowserList(element: Element): Item | undefined {
  const lists = element.matches('ul, ol') ? [element] : element.matches('div') ? [...element.children] : []
  const [list] = lists
  const [content] = list?.children ?? []
  const level = Number(content?.getAttribute('data-aria-level'))
  if (!list?.matches('ul, ol') || lists.length > 1 || list.children.length > 1 || !content || !level)
    return undefined
  const number = Number(content.getAttribute('data-aria-posinset')) || undefined
  return {
    level,
    list: content.getAttribute('data-listid') ?? '',
    isNumbered: list.matches('ol'),
    number,
    content,
  }
}
