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

const ownText = ({ childNodes }: Element): string =>
  [...childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : '')).join('')

/**
 * React owns what is in an island, and shows it otherwise than the server when its visitor has chosen something. An element gets the
 * edits of that with the same text in its place.
 */
function copyEdits(old: Element, next: Element): void {
  const numbers = ownText(old) === ownText(next) && next.getAttribute('data-edit')
  if (numbers) old.setAttribute('data-edit', numbers)
  else old.removeAttribute('data-edit')
  const rest = [...next.children]
  for (const child of old.children) {
    const isLike = (other?: Element) => other?.localName === child.localName
    const same = rest.findIndex((other) => isLike(other) && other.textContent === child.textContent)
    const found = same < 0 && isLike(rest[0]) ? 0 : same
    const [other] = rest.splice(0, found + 1).slice(-1)
    if (other) copyEdits(child, other)
    else
      for (const edited of [child, ...child.querySelectorAll('[data-edit]')])
        edited.removeAttribute('data-edit')
  }
}
