import { Idiomorph } from 'idiomorph'

const isIsland = (node: Node): node is HTMLElement => node.nodeName === 'ASTRO-ISLAND'

/**
 * Changes the document into that of the HTML, and keeps what is the same: the scroll position, the focus, what is typed in a field,
 * and which `<details>` are open. An island with the same props goes on; one with other props starts anew. False when the document
 * would need the script of the islands and was loaded without it.
 */
export function morphPage(html: string): boolean {
  const next = new DOMParser().parseFromString(html, 'text/html')
  if (next.querySelector('astro-island') && !customElements.get('astro-island')) return false
  void Idiomorph.morph(document.documentElement, next.documentElement, {
    ignoreActiveValue: true,
    restoreFocus: true,
    callbacks: {
      beforeAttributeUpdated: (name, element) => !(name === 'open' && element.nodeName === 'DETAILS'),
      beforeNodeMorphed: (old, node) => {
        if (!isIsland(old) || !isIsland(node)) return true
        if (old.getAttribute('props') !== node.getAttribute('props'))
          old.replaceWith(document.importNode(node, true))
        return false
      },
    },
  })
  return true
}
