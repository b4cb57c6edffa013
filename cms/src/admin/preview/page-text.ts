import { diffArrays, diffWordsWithSpace } from 'diff'

/** A piece of a line: in both texts, or in one of them. */
export interface TextPart {
  text: string
  change?: 'added' | 'removed'
}

/** What is in these elements stands in the line around them. Every other one begins and ends a line. */
const inline = new Set(
  'a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)
const unread = new Set(['script', 'style', 'template', 'noscript', 'svg'])

/** The styles of the site put many of these beside or below the words around them. */
const isSpaced = (name: string) => name === 'span' || name === 'small'

/** The text of a page, line by line: with its title and description, and with the words that stand for pictures. */
export function linesOf(page: Document): string[] {
  const lines = [`Title: ${page.title}`]
  const description = page.querySelector('meta[name="description"]')?.getAttribute('content')
  if (description) lines.push(`Description: ${description}`)
  let line = ''
  const endLine = () => {
    const text = line.replace(/\s+/g, ' ').trim()
    if (text) lines.push(text)
    line = ''
  }
  const read = (node: Element): void => {
    for (const child of node.childNodes) {
      const name = child.nodeName.toLowerCase()
      if (name === '#text') line += child.textContent
      if (name === 'img') line += ` [Picture: ${(child as Element).getAttribute('alt') || 'without words'}] `
      if (child.nodeType !== child.ELEMENT_NODE || unread.has(name)) continue
      if (!inline.has(name)) endLine()
      if (isSpaced(name)) line += ' '
      read(child as Element)
      if (isSpaced(name)) line += ' '
      if (!inline.has(name) || name === 'br') endLine()
    }
  }
  read(page.body)
  endLine()
  return lines
}

/** Words are compared for so long; then whole lines are shown as changed. */
const timeout = 500

/** The lines that differ, each with the words that do. Empty when the texts are the same. */
export function textDifference(before: readonly string[], after: readonly string[]): TextPart[][] {
  const changes = diffArrays([...before], [...after])
  return changes.flatMap(({ added, removed, value }, index): TextPart[][] => {
    const last = changes[index - 1]
    if (added && last?.removed) return changedLines(last.value, value)
    if (added) return value.map((text) => [{ text, change: 'added' }])
    // With what takes its place.
    if (removed && !changes[index + 1]?.added) return value.map((text) => [{ text, change: 'removed' }])
    return []
  })
}

function changedLines(before: readonly string[], after: readonly string[]): TextPart[][] {
  const [old, now] = [before, after].map((lines) => lines.join('\n')) as [string, string]
  const words = diffWordsWithSpace(old, now, { timeout }) ?? [
    { value: old, removed: true, added: false },
    { value: `\n${now}`, removed: false, added: true },
  ]
  const lines: TextPart[][] = [[]]
  for (const { value, added, removed } of words) {
    for (const [index, text] of value.split('\n').entries()) {
      if (index > 0) lines.push([])
      if (text)
        lines.at(-1)?.push({ text, ...((added || removed) && { change: added ? 'added' : 'removed' }) })
    }
  }
  return lines.filter((line) => line.some(({ change }) => change))
}
