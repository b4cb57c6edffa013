import { diffArrays } from 'diff'
import { Parser } from 'htmlparser2'

/** An element that a reader of the page gets. */
export interface PageElement {
  /** With its depth: pages whose elements have the same ones in the same order have the same structure. */
  name: string
  /** Where in the HTML an attribute can be added. */
  place: number
  /** The text that is directly in it. */
  text: string
  /** Texts that a reader gets from its attributes. */
  label: string
  /** All attributes of an element that shows something by them, such as a picture or a link. */
  attributes: string
}

/** Elements whose text is not shown in their place. */
const unshown: ReadonlySet<string> = new Set(['head', 'script', 'style', 'template', 'noscript'])
/** Elements that have children and still show something by their attributes. */
const shownByAttributes: ReadonlySet<string> = new Set(['a', 'picture', 'video', 'svg', 'button'])

/** The elements of a page, in their order. */
export function elementsOf(html: string): PageElement[] {
  const elements: PageElement[] = []
  const open: { name: string; element: PageElement; isLeaf: boolean }[] = []
  let hidden = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      const around = open.at(-1)
      if (around) around.isLeaf = false
      if (unshown.has(name)) hidden++
      const { alt = '', 'aria-label': ariaLabel = '' } = attributes
      const element = {
        name: `${open.length} ${name}`,
        place: parser.startIndex + 1 + name.length,
        text: '',
        label: `${alt}${ariaLabel}`,
        attributes: JSON.stringify(attributes),
      }
      if (hidden === 0) elements.push(element)
      open.push({ name, element, isLeaf: true })
    },
    ontext(text) {
      const around = open.at(-1)
      if (around) around.element.text += text
    },
    onclosetag() {
      const closed = open.pop()
      if (!closed) return
      if (unshown.has(closed.name)) hidden--
      if (!closed.isLeaf && !shownByAttributes.has(closed.name)) closed.element.attributes = ''
    },
  })
  parser.end(html)
  return elements
}

/** How many elements may come or go between two renderings: the time to compare them grows with the square. */
const maxEditLength = 400

/**
 * The elements of another rendering in the places of those of the page; undefined where it has no such element, or another one.
 * `contentOf` is compared when elements came or went. Without a result when the renderings are too different.
 */
export function counterparts(
  page: readonly PageElement[],
  other: readonly PageElement[],
  contentOf: (element: PageElement) => string,
): (PageElement | undefined)[] | undefined {
  if (page.length === other.length && page.every(({ name }, index) => name === other[index]?.name)) {
    return [...other]
  }
  const keyOf = (element: PageElement) => `${element.name} ${contentOf(element)}`
  const parts = diffArrays(page.map(keyOf), other.map(keyOf), { maxEditLength })
  let next = 0
  return parts?.flatMap(({ added, removed, count }) => {
    if (removed) return Array<undefined>(count).fill(undefined)
    next += count
    return added ? [] : other.slice(next - count, next)
  })
}

/** The HTML with the numbers of each element in an attribute: `data-edit="3 7"`. Without these it is the same, byte for byte. */
export function withEditAttributes(
  html: string,
  numbers: Iterable<readonly [element: PageElement, numbers: readonly number[]]>,
): string {
  let result = ''
  let from = 0
  for (const [{ place }, found] of numbers) {
    result += `${html.slice(from, place)} data-edit="${found.join(' ')}"`
    from = place
  }
  return result + html.slice(from)
}
