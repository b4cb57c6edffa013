import { Idiomorph } from 'idiomorph'
import { isCurrent } from './edits'

const isIsland = (node: Node): node is HTMLElement => node.nodeName === 'ASTRO-ISLAND'

/**
 * Changes the document into that of the HTML, and keeps what is the same: the scroll position, the focus, what is typed in a field,
 * and which `<details>` are open. An island with the same props goes on; one with other props starts anew. HTML without edits leaves
 * those that the elements have. False when the document would need the script of the islands and was loaded without it.
 */
export function morphPage(html: string): boolean {
  const next = new DOMParser().parseFromString(html, 'text/html')
  if (next.querySelector('astro-island') && !customElements.get('astro-island')) return false
  const hasEdits = next.querySelector('[data-edit]') !== null
  const isKept = (name: string, element: Element) =>
    (name === 'open' && element.nodeName === 'DETAILS') ||
    (name === 'data-edit' && !hasEdits) ||
    (name === 'tabindex' && isCurrent(element))
  void Idiomorph.morph(document.documentElement, next.documentElement, {
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeAttributeUpdated: (name, element) => !isKept(name, element),
      beforeNodeMorphed: (old, node) => {
        if (!isIsland(old) || !isIsland(node)) return true
        if (old.getAttribute('props') !== node.getAttribute('props'))
          old.replaceWith(document.importNode(node, true))
        else if (hasEdits) copyEdits(old, node)
        return false
      },
    },
  })
  return true
}

/** React owns what is in an island. Its elements get the edits of those in the same places, if it has not changed them. */
function copyEdits(old: Element, next: Element): void {
  const elements = [...old.querySelectorAll('*')]
  const edited = [...next.querySelectorAll('*')]
  if (elements.map(({ localName }) => localName).join() !== edited.map(({ localName }) => localName).join())
    return
  for (const [index, element] of elements.entries()) {
    const numbers = edited[index]?.getAttribute('data-edit')
    if (numbers) element.setAttribute('data-edit', numbers)
    else element.removeAttribute('data-edit')
  }
}
