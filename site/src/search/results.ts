import type { FoundPage } from './pagefind'
import { kindLabels } from './kinds'

/** One page that was found, as an item of the list. `template` is the item without its words. */
export function resultItem(template: HTMLTemplateElement, page: FoundPage): DocumentFragment {
  const item = template.content.cloneNode(true) as DocumentFragment
  const [kind] = page.filters.kind ?? []
  const { title = page.url, themeColor } = page.meta
  const row = item.querySelector('li')
  if (row && themeColor) row.dataset.themeColor = themeColor
  const link = item.querySelector<HTMLAnchorElement>('[data-title]')
  link?.setAttribute('href', page.url)
  link?.replaceChildren(title)
  const shown = kind ? kindLabels[kind].one : ''
  item
    .querySelector('[data-kind-name]')
    ?.append(kind === 'course' && themeColor ? `${shown}, ${themeColor}` : shown)
  item.querySelector('[data-excerpt]')?.append(...markedText(page.excerpt))
  return item
}

/** The words of an excerpt and its marks, and nothing else that the text might hold. */
function markedText(excerpt: string): (string | HTMLElement)[] {
  const read = document.createElement('template')
  read.innerHTML = excerpt
  return [...read.content.childNodes].map((node) => {
    const text = node.textContent ?? ''
    if (node.nodeName !== 'MARK') return text
    const mark = document.createElement('mark')
    mark.append(text)
    return mark
  })
}
